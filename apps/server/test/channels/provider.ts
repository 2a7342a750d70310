import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type Asked = {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  body: string
}

export type Provider = {
  url: string
  asked: Asked[]
  /** What it does with the next requests. */
  behave(behaviour: (asked: Asked, response: ServerResponse) => void): void
  close(): Promise<void>
}

/** A provider that a test directs by the request: for answers that a well-behaved stand-in never gives. */
export async function startProvider(): Promise<Provider> {
  let behaviour: (asked: Asked, response: ServerResponse) => void = (_asked, response) => response.end()
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://provider')
      const one = { method: request.method ?? '', url, headers: request.headers, body }
      asked.push(one)
      behaviour(one, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    behave: (next) => {
      asked.length = 0
      behaviour = next
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export function answerJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
