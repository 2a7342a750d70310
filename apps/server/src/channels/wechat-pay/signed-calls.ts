import { Decorator } from 'wechatpay-axios-plugin'
import { absent, ok, unknown, type Found, type Outcome } from '../outcome.ts'
import { readPrivateKey } from '../keys.ts'
import { fieldsOf, type Fields } from '../reading.ts'
import { platformKeysOf, preferredSerial, type PlatformKey, type WechatPayAccount } from './account.ts'
import { failedCall } from './failed-call.ts'

export type WechatPayAddress = {
  /** Scheme and host only: the signature covers the whole path, so a prefix would break it. */
  baseUrl: string
  timeoutMilliseconds?: number
  /**
   * Asked once for each call whose answer was signed by an unknown key, or that was sealed with one WeChat Pay no
   * longer has: all keys there are now, or undefined when there are no others than before.
   */
  renewKeys?: (() => Promise<readonly PlatformKey[] | undefined>) | undefined
}

/** What is sealed for WeChat Pay is sealed with the key that the call names, so it is made for each sending. */
type SealedBody = (account: WechatPayAccount) => object
export type Body = object | SealedBody
type Call = { method: 'GET' | 'POST'; path: string; body?: Body }
type Send = (call: Call) => Promise<Outcome<unknown>>

const timeoutMillisecondsDefault = 5000
const answerBytesMax = 1024 * 1024

const unknownSerial = 'EV3_RES_HEADER_PLATFORM_SERIAL'

/**
 * Every call is signed, and every answer's signature is checked. What was signed by an unknown key is asked again
 * with renewed keys, in the same words under the same number, which does nothing twice; and so is what could not be
 * opened there, which did nothing once. Apart from that nothing is repeated here.
 */
export function sender(account: WechatPayAccount, address: WechatPayAddress): Send {
  let once = account.platformKeys.length > 0 ? plainSender(account, address) : undefined
  return async (call) => {
    const outcome = once ? await once(call) : unknown('bad-signature', unknownSerial)
    const platformKeys = mayNeedKeys(account, call, outcome) ? await address.renewKeys?.() : undefined
    if (!platformKeys || platformKeys.length === 0) return outcome
    once = plainSender({ ...account, platformKeys }, address)
    return once(call)
  }
}

/** That nothing could be opened has no code of its own. A public key is never renewed. */
function mayNeedKeys(account: WechatPayAccount, { body }: Call, outcome: Outcome<unknown>): boolean {
  if (outcome.kind === 'unknown') return outcome.detail === unknownSerial
  if (outcome.kind === 'ok' || outcome.status !== 400 || typeof body !== 'function') return false
  return !preferredSerial(account).startsWith('PUB_KEY_ID_')
}

function plainSender(account: WechatPayAccount, address: WechatPayAddress): Send {
  const timeout = address.timeoutMilliseconds ?? timeoutMillisecondsDefault
  const baseURL = new URL(address.baseUrl)
  // A fresh object per account, because the plugin changes the one that it gets.
  const { v3 } = new Decorator({
    baseURL: baseURL.origin,
    mchid: account.mchId,
    serial: account.certificateSerial,
    // The plugin takes key objects; its type lists only their text forms.
    privateKey: readPrivateKey(account.privateKey) as unknown as string,
    certs: Object.fromEntries(platformKeysOf(account)),
    headers: { 'Wechatpay-Serial': preferredSerial(account) },
    timeout,
    maxRedirects: 0,
    maxContentLength: answerBytesMax,
    // A machine's proxy settings must not catch calls to a sandbox on the same machine.
    ...(isLoopback(baseURL.hostname) ? { proxy: false as const } : {}),
  })
  return async ({ method, path, body }) => {
    const data = typeof body === 'function' ? (body as SealedBody)(account) : body
    try {
      // axios' own timeout watches silence on the socket; the signal bounds the whole call.
      const signal = AbortSignal.timeout(timeout)
      const answer = await v3.request<unknown>({ method, url: path, data, signal })
      return ok(answer.data)
    } catch (error) {
      return failedCall(error)
    }
  }
}

/** A genuine answer about something else (a replay, a confused cache) must not settle this. */
export function checkEcho(answered: string | undefined, asked: string | undefined): void {
  if (answered !== asked) throw new Error('the answer is about another number')
}

export function reading<T>(outcome: Outcome<unknown>, read: (fields: Fields) => T): Outcome<T> {
  if (outcome.kind !== 'ok') return outcome
  try {
    return ok(read(fieldsOf(outcome.value)))
  } catch (error) {
    return unknown('bad-answer', error instanceof Error ? error.message : '')
  }
}

export function absentWhen<T>(code: string, outcome: Outcome<T>): Found<T> {
  return outcome.kind === 'refused' && outcome.code === code ? absent : outcome
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
