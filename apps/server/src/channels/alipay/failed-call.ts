import { AlipayRequestError, type AlipaySdk } from 'alipay-sdk'
import { fieldsOf, optionalText, textOf, type Fields } from '../reading.ts'
import { refused, unknown, type Refused, type Unknown } from '../outcome.ts'

const rateLimited = new Set([
  'isv.app-call-limited',
  'aop.app-call-limited',
  'ACQ.BEYOND_PER_RECEIPT_RESTRICTION',
])
const retryAfterSeconds = 5

/** Failures of the gateway itself come under `error_response`, which the SDK can't verify: done here. */
export function failedExec(sdk: AlipaySdk, error: unknown): Refused | Unknown {
  const answer = signedErrorResponse(sdk, error)
  return answer ? declined(answer) : noAnswer(error)
}

function signedErrorResponse(sdk: AlipaySdk, error: unknown): Fields | undefined {
  if (!(error instanceof AlipayRequestError) || !error.responseDataRaw?.includes('"error_response"')) {
    return undefined
  }
  try {
    const raw = error.responseDataRaw
    const sign = textOf(fieldsOf(JSON.parse(raw)), 'sign')
    sdk.checkResponseSign(raw, 'error_response', sign, '')
    // Read from the very text that was verified.
    return fieldsOf(JSON.parse(sdk.getSignStr(raw, 'error_response')))
  } catch {
    return undefined
  }
}

/** What the SDK threw. Its messages hold signatures and whole answers, so only a short word goes on. */
function noAnswer(error: unknown): Unknown {
  if (!(error instanceof AlipayRequestError)) {
    // An unsigned error_response makes the SDK hand `undefined` to the verifier, which throws this.
    return unknown('bad-signature', error instanceof TypeError ? 'the answer is not signed' : 'unexpected')
  }
  const status = /status: (\d{3})/.exec(error.message)?.[1]
  if (status === '429') return unknown('rate-limited', 'HTTP 429', retryAfterSeconds)
  if (status !== undefined) {
    return unknown(status.startsWith('5') ? 'server-error' : 'bad-answer', `HTTP ${status}`)
  }
  if (error.message.startsWith('验签失败')) return unknown('bad-signature', 'the signature does not verify')
  if (error.message.startsWith('Response')) return unknown('bad-answer', 'not the documented JSON')
  const cause = error.cause instanceof Error ? `${error.cause.name} ${error.cause.message}` : ''
  return unknown(/timeout|timed out|abort/i.test(cause) ? 'timeout' : 'network', cause.slice(0, 60))
}

/** A signed answer that is not a success. `sub_code` says why, `code` only which family. */
export function declined(answer: Fields): Refused | Unknown {
  const code = optionalText(answer, 'code') ?? ''
  const reason = optionalText(answer, 'sub_code') ?? code
  if (rateLimited.has(reason)) return unknown('rate-limited', reason, retryAfterSeconds)
  if (code === '20000' || /SYSTEM_ERROR$|unknow-error$/i.test(reason)) return unknown('server-error', reason)
  if (code === '') return unknown('bad-answer', 'an answer without a code')
  return refused(reason, optionalText(answer, 'sub_msg') ?? optionalText(answer, 'msg') ?? '', 200)
}
