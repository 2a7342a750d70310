/** The sandbox's panel without a browser: what customers and banks do, and what time it is there. */
export type SandboxControl = {
  post<T>(path: string, body: object): Promise<T>
  put(path: string, body: object): Promise<void>
  get<T>(path: string): Promise<T>
  clearFaults(): Promise<void>
}

export function openSandboxControl(panelUrl: string): SandboxControl {
  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
    const answer = await fetch(new URL(path, panelUrl), { method, ...init })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`sandbox: ${method} ${path} answered ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  return {
    post: async <T>(path: string, body: object) => (await call('POST', path, body)) as T,
    put: async (path, body) => void (await call('PUT', path, body)),
    get: async <T>(path: string) => (await call('GET', path)) as T,
    clearFaults: async () => void (await call('DELETE', '/api/faults')),
  }
}
