import { randomBytes } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { ok, refused, unknown, type Outcome } from '../outcome.ts'
import { isSignedV2, signV2, type V2SignType } from './v2-signature.ts'
import { readFlatXml, writeFlatXml, type FlatXml } from './v2-xml.ts'

export type V2Account = {
  mchId: string
  apiV2Key: string
  /** The merchant's certificate and its key, which calls under /secapi have to show. */
  certificate?: { pem: string; privateKey: string }
  signType?: V2SignType
}
export type V2Address = { baseUrl: string; timeoutMilliseconds?: number }
export type V2Send = (path: string, fields: Record<string, string>) => Promise<Outcome<FlatXml>>

const timeoutMillisecondsDefault = 5000
const answerBytesMax = 64 * 1024
const troubles = new Set(['SYSTEMERROR', 'SYSTEM_ERROR', 'BANKERROR', 'BANK_ERROR'])
const tooMany = new Set(['FREQUENCY_LIMITED', 'FREQUENCY_LIMIT_EXCEED', 'RATELIMIT_EXCEEDED'])
const retryAfterSeconds = 5

/** Calls of APIv2 for one merchant: signed, and the answer has to be signed in the same way. Repeats nothing. */
export function v2Sender(account: V2Account, address: V2Address): V2Send {
  const { mchId, apiV2Key, signType = 'HMAC-SHA256' } = account
  return async (path, given) => {
    const nonce = randomBytes(16).toString('hex')
    const fields = new Map(Object.entries({ ...given, mch_id: mchId, nonce_str: nonce, sign_type: signType }))
    fields.set('sign', signV2(fields, apiV2Key, signType))
    const answer = await post(account, address, { path, body: writeFlatXml(fields) })
    return answer.kind === 'ok' ? readAnswer(answer.value, { account, signType }) : answer
  }
}

function readAnswer(
  text: string,
  { account, signType }: { account: V2Account; signType: V2SignType },
): Outcome<FlatXml> {
  try {
    const fields = readFlatXml(text)
    // Said without a signature: the call was not understood, or not believed.
    if (fields.get('return_code') !== 'SUCCESS') return refused('FAIL', fields.get('return_msg') ?? '', 200)
    if (!isSignedV2(fields, account.apiV2Key, signType)) return unknown('bad-signature', 'APIv2')
    if (fields.get('mch_id') !== account.mchId) return unknown('bad-answer', 'of another merchant')
    if (fields.get('result_code') === 'SUCCESS') return ok(fields)
    const code = fields.get('err_code') ?? ''
    if (troubles.has(code)) return unknown('server-error', code)
    if (tooMany.has(code)) return unknown('rate-limited', code, retryAfterSeconds)
    if (code === '') return unknown('bad-answer', 'a failure without a code')
    return refused(code, fields.get('err_code_des') ?? '', 200)
  } catch (error) {
    return unknown('bad-answer', error instanceof Error ? error.message : '')
  }
}

type Call = { path: string; body: string }

async function post(account: V2Account, address: V2Address, { path, body }: Call): Promise<Outcome<string>> {
  const url = new URL(path, new URL(address.baseUrl).origin)
  const timeout = address.timeoutMilliseconds ?? timeoutMillisecondsDefault
  const shown = path.startsWith('/secapi/') && account.certificate
  const options = {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', 'user-agent': 'sesame' },
    signal: AbortSignal.timeout(timeout),
    ...(shown && { cert: shown.pem, key: shown.privateKey }),
  }
  const answered = Promise.withResolvers<Outcome<string>>()
  const failed = (error: Error): void => {
    const late = error.name === 'TimeoutError' || error.name === 'AbortError'
    answered.resolve(late ? unknown('timeout', 'no answer in time') : unknown('network', 'no whole answer'))
  }
  const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, (response) => {
    const parts: Buffer[] = []
    let size = 0
    response.on('data', (part: Buffer) => {
      size += part.length
      if (size > answerBytesMax) response.destroy(new Error('too long'))
      else parts.push(part)
    })
    response.on('error', failed)
    response.on('end', () => {
      answered.resolve(read(response.statusCode ?? 0, Buffer.concat(parts).toString('utf8')))
    })
  })
  request.on('error', failed)
  request.end(body)
  return answered.promise
}

function read(status: number, text: string): Outcome<string> {
  if (status === 429) return unknown('rate-limited', 'HTTP 429', retryAfterSeconds)
  if (status !== 200) return unknown(status >= 500 ? 'server-error' : 'bad-answer', `HTTP ${status}`)
  return ok(text)
}
