import type { ErrorAnswer } from './schema.ts'
import type { AnswerOf, InputOf, Route } from './route.ts'

export type Sent = { method: string; url: string; headers: Record<string, string>; body?: string }
export type Received = { status: number; body: unknown; requestId?: string }
/** How a request leaves: `fetch` in a browser, `Taro.request` in a mini-program. Throws when nothing was heard. */
export type Transport = (sent: Sent) => Promise<Received>

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown>
  readonly requestId: string
  constructor(status: number, answer: Partial<ErrorAnswer>) {
    super(answer.message ?? `HTTP ${status}`)
    this.status = status
    this.code = answer.code ?? 'http.unknown'
    this.details = answer.details ?? {}
    this.requestId = answer.requestId ?? ''
  }
}

export type ClientOptions = {
  baseUrl: string
  transport?: Transport
  token?: () => string | undefined
  language?: () => string
  newKey?: () => string
}
export type Client = { call<R extends Route>(route: R, input: InputOf<R>): Promise<AnswerOf<R>> }

/** A typed client of every route: the answer has the route's shape, or an ApiError is thrown. */
export function createClient(options: ClientOptions): Client {
  const transport = options.transport ?? fetchTransport
  const newKey = options.newKey ?? (() => crypto.randomUUID())

  return {
    async call<R extends Route>(route: R, input: InputOf<R>): Promise<AnswerOf<R>> {
      const token = options.token?.()
      const headers: Record<string, string> = { accept: 'application/json' }
      if (options.language) headers['accept-language'] = options.language()
      if (token) headers['authorization'] = `Bearer ${token}`
      if (route.command) headers['idempotency-key'] = input.key ?? newKey()

      const body = input.body === undefined ? undefined : JSON.stringify(input.body)
      if (body !== undefined) headers['content-type'] = 'application/json'

      const url = options.baseUrl + addressOf(route, input)
      const received = await transport({
        method: route.method,
        url,
        headers,
        ...(body === undefined ? {} : { body }),
      })
      if (received.status >= 400)
        throw new ApiError(received.status, (received.body ?? {}) as Partial<ErrorAnswer>)
      return received.body as AnswerOf<R>
    },
  }
}

/** Path and query of a call, parameters filled in and escaped. */
export function addressOf(route: Route, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, unknown>
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = Object.entries((input.query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return `/api/${route.audience}${path}${query ? `?${query}` : ''}`
}

async function fetchTransport(sent: Sent): Promise<Received> {
  const answer = await fetch(sent.url, {
    method: sent.method,
    headers: sent.headers,
    credentials: 'same-origin',
    ...(sent.body === undefined ? {} : { body: sent.body }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { code: 'http.not_json', message: text.slice(0, 200) }
  }
}
