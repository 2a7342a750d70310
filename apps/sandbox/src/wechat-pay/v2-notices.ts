import { createCipheriv, createHash } from 'node:crypto'
import { alipayTime } from '../clock.ts'
import type { Notice } from '../deliveries.ts'
import { digits, letters } from '../identifiers.ts'
import type { Merchant } from './merchants.ts'
import type { Refund } from './refunds.ts'
import type { Trade } from './trades.ts'
import { signV2, writeXml } from './v2-xml.ts'
import type { V2Fields, V2SignType } from './v2-xml.ts'

const compact = (at: string): string => alipayTime(new Date(at)).replaceAll(/\D/g, '')

const partyOf = (
  mchid: string,
  { partner, appid }: { partner?: Trade['partner']; appid: string },
): V2Fields => ({
  appid: partner?.spAppid ?? appid,
  mch_id: mchid,
  ...(partner === undefined ? {} : { sub_mch_id: partner.subMchid }),
  ...(partner?.subAppid === undefined ? {} : { sub_appid: partner.subAppid }),
})

/** A payment as v2 tells of it, still without nonce and signature. */
export function v2Payment(trade: Trade): V2Fields {
  return {
    ...partyOf(trade.mchid, trade),
    bank_type: 'OTHERS',
    cash_fee: String(trade.totalFen),
    fee_type: 'CNY',
    is_subscribe: 'N',
    openid: trade.payerOpenid ?? '',
    out_trade_no: trade.outTradeNo,
    result_code: 'SUCCESS',
    return_code: 'SUCCESS',
    time_end: compact(trade.paidAt ?? ''),
    total_fee: String(trade.totalFen),
    trade_type: trade.tradeType,
    transaction_id: trade.transactionId ?? '',
  }
}

const refundWords: Record<string, string> = { SUCCESS: 'SUCCESS', ABNORMAL: 'CHANGE', CLOSED: 'REFUNDCLOSE' }

/** What is sealed into `req_info`. */
export function v2Refund(refund: Refund): V2Fields {
  return {
    out_refund_no: refund.outRefundNo,
    out_trade_no: refund.outTradeNo,
    refund_account: 'REFUND_SOURCE_RECHARGE_FUNDS',
    refund_fee: String(refund.refundFen),
    refund_id: refund.refundId,
    refund_recv_accout: '支付用户零钱',
    refund_request_source: 'API',
    refund_status: refundWords[refund.status] ?? 'CHANGE',
    settlement_refund_fee: String(refund.refundFen),
    settlement_total_fee: String(refund.totalFen),
    ...(refund.successAt === undefined ? {} : { success_time: alipayTime(new Date(refund.successAt)) }),
    total_fee: String(refund.totalFen),
    transaction_id: refund.transactionId,
  }
}

type Wrong = { tampered: boolean; forged: boolean }

/** The bytes: a payment is signed, now by MD5 and now by HMAC-SHA256; a refund is sealed and not signed. */
export function composeV2(merchant: Merchant, notice: Notice, { tampered, forged }: Wrong): string {
  const content = notice.content as V2Fields
  const key = forged ? letters(32) : merchant.apiV2Key
  if (notice.event.startsWith('REFUND.')) return sealedRefund(merchant, notice, key)
  const signType: V2SignType = notice.attempts.length % 2 === 0 ? 'MD5' : 'HMAC-SHA256'
  const fields: V2Fields = {
    ...content,
    ...(tampered && { total_fee: String(Math.max(1, Number(content['total_fee']) - 1)) }),
    nonce_str: digits(20),
    ...(signType === 'HMAC-SHA256' && { sign_type: signType }),
  }
  return writeXml({ ...fields, sign: signV2(fields, key, signType) })
}

function sealedRefund(merchant: Merchant, notice: Notice, key: string): string {
  const { appid = '', ...inner } = notice.content as V2Fields
  const cipher = createCipheriv('aes-256-ecb', createHash('md5').update(key).digest('hex'), null)
  const sealed = Buffer.concat([cipher.update(writeXml(inner, 'root'), 'utf8'), cipher.final()])
  return writeXml({
    return_code: 'SUCCESS',
    appid,
    mch_id: merchant.mchid,
    nonce_str: digits(20),
    req_info: sealed.toString('base64'),
  })
}

/** It wants the word; anything else, and it tells again. */
export const acceptsV2 = (status: number, answer: string): boolean =>
  status === 200 && /<return_code>(<!\[CDATA\[)?SUCCESS/.test(answer)
