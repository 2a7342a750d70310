import { ok, unknown, type Outcome } from './outcome.ts'

export type HttpRequest = {
  url: URL
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  timeoutMilliseconds: number
}

export type HttpAnswer = { status: number; text: string; headers: Headers }

const answerBytesMax = 1024 * 1024
const retryAfterSeconds = 5

/**
 * One bounded call. Addresses may hold secrets, so no error text of fetch and no address goes into the
 * outcome. ok = an answer below 500 that is not 429; what it says is for the caller to read.
 */
export async function callHttp(request: HttpRequest): Promise<Outcome<HttpAnswer>> {
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', ...request.headers },
      body: request.body ?? null,
      redirect: 'error',
      signal: AbortSignal.timeout(request.timeoutMilliseconds),
    })
    const text = await boundedText(answer)
    if (answer.status === 429) return unknown('rate-limited', 'HTTP 429', retryAfterSeconds)
    if (answer.status >= 500) return unknown('server-error', `HTTP ${answer.status}`)
    if (text === undefined) return unknown('bad-answer', 'too long')
    return ok({ status: answer.status, text, headers: answer.headers })
  } catch (error) {
    const late = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
    return late ? unknown('timeout', 'no answer in time') : unknown('network', 'no connection or no answer')
  }
}

/** Parsed whatever the content type says: WeChat sends JSON as text/plain. */
export function parseAnswer(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.text) as unknown
  } catch {
    return undefined
  }
}

async function boundedText(answer: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > answerBytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
