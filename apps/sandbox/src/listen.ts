import fastify from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Incoming = {
  method: string
  /** Path and query exactly as sent: signatures cover it. */
  url: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** Exactly as sent: signatures cover it. */
  body: string
}

export type Outgoing = { status: number; headers?: Record<string, string>; body?: string | Buffer }

/** 'hang-up' closes the socket without an answer. */
export type Answer = Outgoing | 'hang-up'
export type Handle = (incoming: Incoming) => Answer | Promise<Answer>
export type Listener = { port: number; close(): Promise<void> }

/** One provider at one port: the handler sees the bytes as they came, nothing is parsed on the way. */
export async function listen(place: { port: number; host: string }, handle: Handle): Promise<Listener> {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.all('/*', async (request, reply) => {
    const url = request.raw.url ?? '/'
    const parsed = new URL(url, 'http://sandbox')
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const answer = await handle({
      method: request.method,
      url,
      path: parsed.pathname,
      query: parsed.searchParams,
      headers: request.headers,
      body,
    })
    if (answer === 'hang-up') {
      reply.hijack()
      request.raw.socket.destroy()
      return
    }
    return reply
      .code(answer.status)
      .headers(answer.headers ?? {})
      .send(answer.body)
  })

  await app.listen({ port: place.port, host: place.host })
  const address = app.server.address() as AddressInfo
  return { port: address.port, close: () => app.close() }
}

export const json = (status: number, value: unknown): Outgoing => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
})

export const html = (body: string, status = 200): Outgoing => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
})

export const redirect = (location: string): Outgoing => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store' },
})

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds).unref())
