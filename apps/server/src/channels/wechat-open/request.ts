import { callHttp, parseAnswer } from '../http.ts'
import { ok, refused, unknown, type Outcome } from '../outcome.ts'
import { fieldsOf, type Fields } from '../reading.ts'

/** An app at the WeChat open platform: mini-program or official account. The secret is never logged. */
export type WechatApp = { appId: string; secret: string }

export type WechatOpenAddress = { baseUrl: string; timeoutMilliseconds?: number }

export type OpenRequest = {
  path: string
  query?: Record<string, string>
  /** Sent as JSON by POST; GET without. */
  body?: object
}

const timeoutMillisecondsDefault = 5000
const rateLimits = new Set([45009, 45011, 45047])
const retryAfterSeconds = 60

/** One call. WeChat answers HTTP 200 to everything and says in `errcode` what happened. */
export async function requestOpen(
  address: WechatOpenAddress,
  request: OpenRequest,
): Promise<Outcome<Fields>> {
  const url = new URL(request.path, address.baseUrl)
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
  const body =
    request.body === undefined
      ? {}
      : { body: JSON.stringify(request.body), headers: { 'content-type': 'application/json' } }
  const outcome = await callHttp({
    url,
    method: request.body === undefined ? 'GET' : 'POST',
    timeoutMilliseconds: address.timeoutMilliseconds ?? timeoutMillisecondsDefault,
    ...body,
  })
  if (outcome.kind !== 'ok') return outcome
  return readOpenAnswer(outcome.value.status, parseAnswer(outcome.value))
}

function readOpenAnswer(status: number, answer: unknown): Outcome<Fields> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return unknown('bad-answer', `HTTP ${status} without a JSON object`)
  }
  const fields = fieldsOf(answer)
  const code = fields.errcode ?? 0
  if (code === 0) return status === 200 ? ok(fields) : unknown('bad-answer', `HTTP ${status}`)
  if (code === -1) return unknown('server-error', 'errcode -1')
  if (typeof code !== 'number') return unknown('bad-answer', 'errcode is no number')
  if (rateLimits.has(code)) return unknown('rate-limited', `errcode ${code}`, retryAfterSeconds)
  return refused(String(code), typeof fields.errmsg === 'string' ? fields.errmsg : '', status)
}
