import { Decorator } from 'wechatpay-axios-plugin'
import { absent, ok, unknown, type Found, type Outcome } from '../outcome.ts'
import { readPrivateKey } from '../keys.ts'
import { fieldsOf, textOf, type Fields } from '../reading.ts'
import { cutToBytes, oneLine } from '../text-length.ts'
import { platformKeysOf, preferredSerial, type WechatPayAccount } from './account.ts'
import { failedCall } from './failed-call.ts'
import type { Credential, WechatPayPort, WechatRefundRequest } from './port.ts'
import { prepayBody, prepayPath } from './prepay-body.ts'
import { readRefund, readTransaction } from './transaction.ts'

export type WechatPayAddress = {
  /** Scheme and host only: the signature covers the whole path, so a prefix would break it. */
  baseUrl: string
  timeoutMilliseconds?: number
}

type Call = { method: 'GET' | 'POST'; path: string; body?: object }
type Send = (call: Call) => Promise<Outcome<unknown>>

const timeoutMillisecondsDefault = 5000
const answerBytesMax = 1024 * 1024

/**
 * Calls out for one merchant number. Every answer's signature is checked; nothing here retries by itself.
 */
export function createWechatPay(account: WechatPayAccount, address: WechatPayAddress): WechatPayPort {
  const send = sender(account, address)
  const mchId = account.mchId
  return {
    async prepay(input) {
      const body = prepayBody(mchId, input)
      const outcome = await send({ method: 'POST', path: prepayPath[input.method], body })
      return reading(outcome, (fields) => readCredential(input.method, fields))
    },
    async query(outTradeNo) {
      const path = `${orderPath(outTradeNo)}?mchid=${encodeURIComponent(mchId)}`
      const outcome = reading(await send({ method: 'GET', path }), (fields) => {
        const transaction = readTransaction(fields)
        checkEcho(transaction.outTradeNo, outTradeNo)
        checkEcho(transaction.mchId, mchId)
        return transaction
      })
      return absentWhen('ORDER_NOT_EXIST', outcome)
    },
    async close(outTradeNo) {
      const path = `${orderPath(outTradeNo)}/close`
      const outcome = await send({ method: 'POST', path, body: { mchid: mchId } })
      if (outcome.kind === 'ok') return ok('closed' as const)
      return absentWhen('ORDER_NOT_EXIST', outcome)
    },
    async refund(input) {
      const body = refundBody(input)
      const outcome = await send({ method: 'POST', path: '/v3/refund/domestic/refunds', body })
      return reading(outcome, (fields) => readOwnRefund(fields, input.outRefundNo))
    },
    async queryRefund(outRefundNo) {
      const path = `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`
      const outcome = await send({ method: 'GET', path })
      return absentWhen(
        'RESOURCE_NOT_EXISTS',
        reading(outcome, (fields) => readOwnRefund(fields, outRefundNo)),
      )
    },
  }
}

function sender(account: WechatPayAccount, address: WechatPayAddress): Send {
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
    try {
      // axios' own timeout watches silence on the socket; the signal bounds the whole call.
      const signal = AbortSignal.timeout(timeout)
      const answer = await v3.request<unknown>({ method, url: path, data: body, signal })
      return ok(answer.data)
    } catch (error) {
      return failedCall(error)
    }
  }
}

function orderPath(outTradeNo: string): string {
  return `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`
}

function refundBody(input: WechatRefundRequest): object {
  return {
    out_trade_no: input.outTradeNo,
    out_refund_no: input.outRefundNo,
    reason: cutToBytes(oneLine(input.reason), 80) || undefined,
    notify_url: input.notifyUrl,
    amount: { refund: Number(input.refundFen), total: Number(input.totalFen), currency: 'CNY' },
  }
}

function readCredential(method: string, fields: Fields): Credential {
  if (method === 'h5') return { kind: 'h5-url', h5Url: textOf(fields, 'h5_url') }
  if (method === 'native') return { kind: 'code-url', codeUrl: textOf(fields, 'code_url') }
  return { kind: 'prepay-id', prepayId: textOf(fields, 'prepay_id') }
}

function readOwnRefund(fields: Fields, outRefundNo: string) {
  const refund = readRefund(fields, 'status')
  checkEcho(refund.outRefundNo, outRefundNo)
  return refund
}

/** A genuine answer about something else (a replay, a confused cache) must not settle this. */
function checkEcho(answered: string, asked: string): void {
  if (answered !== asked) throw new Error('the answer is about another number')
}

function reading<T>(outcome: Outcome<unknown>, read: (fields: Fields) => T): Outcome<T> {
  if (outcome.kind !== 'ok') return outcome
  try {
    return ok(read(fieldsOf(outcome.value)))
  } catch (error) {
    return unknown('bad-answer', error instanceof Error ? error.message : '')
  }
}

function absentWhen<T>(code: string, outcome: Outcome<T>): Found<T> {
  return outcome.kind === 'refused' && outcome.code === code ? absent : outcome
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
