import { ok } from '../outcome.ts'
import { textOf, type Fields } from '../reading.ts'
import { cutToBytes, oneLine } from '../text-length.ts'
import type { WechatPayAccount } from './account.ts'
import type { Credential, WechatPayPort, WechatRefundRequest } from './port.ts'
import { ordersPath, prepayBody, prepayPath } from './prepay-body.ts'
import { absentWhen, checkEcho, reading, sender, type WechatPayAddress } from './signed-calls.ts'
import { readRefund, readTransaction } from './transaction.ts'

/**
 * Calls out for one merchant number. Every answer's signature is checked; nothing here retries by itself.
 */
export function createWechatPay(account: WechatPayAccount, address: WechatPayAddress): WechatPayPort {
  const send = sender(account, address)
  const { mchId, partner } = account
  const payee: Record<string, string> = partner
    ? { sp_mchid: mchId, sub_mchid: partner.subMchId }
    : { mchid: mchId }
  const ofMerchant: Record<string, string> = partner ? { sub_mchid: partner.subMchId } : {}
  const orderPath = (outTradeNo: string) =>
    `${ordersPath(account)}/out-trade-no/${encodeURIComponent(outTradeNo)}`
  return {
    async prepay(input) {
      const body = prepayBody(account, input)
      const outcome = await send({ method: 'POST', path: prepayPath(account, input.method), body })
      return reading(outcome, (fields) => readCredential(input.method, fields))
    },
    async query(outTradeNo) {
      const path = `${orderPath(outTradeNo)}?${new URLSearchParams(payee)}`
      const outcome = reading(await send({ method: 'GET', path }), (fields) => {
        const transaction = readTransaction(fields)
        checkEcho(transaction.outTradeNo, outTradeNo)
        checkEcho(transaction.mchId, mchId)
        checkEcho(transaction.subMchId, partner?.subMchId)
        return transaction
      })
      return absentWhen('ORDER_NOT_EXIST', outcome)
    },
    async close(outTradeNo) {
      const path = `${orderPath(outTradeNo)}/close`
      const outcome = await send({ method: 'POST', path, body: payee })
      if (outcome.kind === 'ok') return ok('closed' as const)
      return absentWhen('ORDER_NOT_EXIST', outcome)
    },
    async refund(input) {
      const body = { ...refundBody(input), ...ofMerchant }
      const outcome = await send({ method: 'POST', path: '/v3/refund/domestic/refunds', body })
      return reading(outcome, (fields) => readOwnRefund(fields, input.outRefundNo))
    },
    async queryRefund(outRefundNo) {
      const query = partner ? `?${new URLSearchParams(ofMerchant)}` : ''
      const path = `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}${query}`
      const outcome = await send({ method: 'GET', path })
      return absentWhen(
        'RESOURCE_NOT_EXISTS',
        reading(outcome, (fields) => readOwnRefund(fields, outRefundNo)),
      )
    },
  }
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
