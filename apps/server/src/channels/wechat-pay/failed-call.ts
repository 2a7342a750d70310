import { fieldsOf } from '../reading.ts'
import { refused, unknown, type Refused, type Unknown } from '../outcome.ts'

/**
 * The part of an axios error that matters. It also carries keys and bodies, so it is never logged or
 * passed on.
 */
type AxiosFailure = {
  code?: string
  response?: { status?: number; data?: unknown; headers?: Record<string, unknown> }
}

const serverTroubles = new Set(['SYSTEM_ERROR', 'SERVICE_UNAVAILABLE', 'BANK_ERROR', 'SYSTEMERROR'])
const tooMany = new Set(['FREQUENCY_LIMITED', 'FREQUENCY_LIMIT_EXCEED', 'RATELIMIT_EXCEEDED', 'RATE_LIMITED'])
const timeouts = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED'])
const retryAfterSecondsDefault = 5

/**
 * By code first and class of status second, as the documentation disagrees with itself about statuses. A
 * 4xx is unsigned: one without WeChat's error code may come from anything on the way, so it decides
 * nothing.
 */
export function failedCall(error: unknown): Refused | Unknown {
  const failure = (typeof error === 'object' && error !== null ? error : {}) as AxiosFailure
  const code = typeof failure.code === 'string' ? failure.code : 'unexpected'
  if (code.startsWith('EV3_RES_')) return unknown('bad-signature', code)

  const status = failure.response?.status
  if (status === undefined) return unknown(timeouts.has(code) ? 'timeout' : 'network', code)

  const answer = answerOf(failure.response?.data)
  const detail = `HTTP ${status} ${answer?.code ?? ''}`.trimEnd()
  if (status === 429 || (answer && tooMany.has(answer.code))) {
    return unknown('rate-limited', detail, retryAfter(failure.response?.headers))
  }
  if (status >= 500 || (answer && serverTroubles.has(answer.code))) return unknown('server-error', detail)
  if (status >= 400 && answer) return refused(answer.code, answer.message, status)
  return unknown('bad-answer', detail)
}

function answerOf(data: unknown): { code: string; message: string } | undefined {
  try {
    const { code, message } = fieldsOf(data)
    if (typeof code !== 'string' || code === '') return undefined
    return { code, message: typeof message === 'string' ? message : '' }
  } catch {
    return undefined
  }
}

function retryAfter(headers: Record<string, unknown> | undefined): number {
  const seconds = Number(headers?.['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) : retryAfterSecondsDefault
}
