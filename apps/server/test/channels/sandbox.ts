import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import { startSandbox, type Sandbox } from '../../../sandbox/src/start.ts'

export type Caught = { headers: IncomingHttpHeaders; body: Buffer }

export type Stage = {
  sandbox: Sandbox
  /** An address for notices; what arrives there is kept. */
  notifyUrl: string
  /** The next notice that nobody took yet; fails after five seconds. */
  nextNotice(): Promise<Caught>
  /** The sandbox's panel, without a browser. */
  control<T = unknown>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T>
  fault(fault: object): Promise<unknown>
  close(): Promise<void>
}

/** A sandbox of its own for one test file, and somebody who receives its notices. */
export async function startStage(): Promise<Stage> {
  const sandbox = await startSandbox({ dataFile: ':memory:', retryFactor: 0.001 })
  const caught: Caught[] = []
  const receiver = createServer((request, response) => {
    void buffer(request).then((body) => {
      caught.push({ headers: request.headers, body })
      // Alipay wants this word, WeChat Pay only the status.
      response.end('success')
    })
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo

  async function control<T>(method: string, path: string, body?: object): Promise<T> {
    const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
    const answer = await fetch(new URL(path, sandbox.panel), { method, ...init })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text) as T
  }

  return {
    sandbox,
    notifyUrl: `http://127.0.0.1:${port}/notify`,
    control,
    fault: (fault) => control('PUT', '/api/faults', { count: 1, ...fault }),
    async nextNotice() {
      for (let waited = 0; waited < 5000; waited += 20) {
        const notice = caught.shift()
        if (notice) return notice
        await sleep(20)
      }
      throw new Error('no notice came')
    },
    async close() {
      await sandbox.close()
      receiver.close()
      receiver.closeAllConnections()
    },
  }
}

let orders = 0

/** A number of our form: 6 characters of the merchant, 26 of the order. */
export function newNumber(): string {
  orders += 1
  return `M00001${String(orders).padStart(26, '0')}`
}
