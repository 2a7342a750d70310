import { createDecipheriv, createHash } from 'node:crypto'
import { ForgedNotification } from '../forged-notification.ts'
import { textOf, Unreadable } from '../reading.ts'
import { fromShanghaiPlainTime } from '../shanghai-time.ts'
import type { WechatPayAccount } from './account.ts'
import { isBase64 } from './sealed.ts'
import type { WechatTransaction } from './transaction.ts'
import { isSignedV2 } from './v2-signature.ts'
import { readFlatXml, type FlatXml } from './v2-xml.ts'

/**
 * What WeChat Pay tells in XML, even a merchant of v3 whose console says so. Only a payment is signed. A refund is
 * sealed and nothing more, which proves little, so it says just which refund to ask about.
 */
export type V2Notification =
  | { kind: 'payment'; transaction: WechatTransaction }
  | { kind: 'refund'; mchId: string; outRefundNo: string }
  | { kind: 'other' }

/** v3 is JSON, so the first character tells. */
export const isV2 = (body: Buffer): boolean => /^\s*</.test(body.subarray(0, 200).toString('latin1'))

/** Pure and total, as `openNotification`: a notification, or ForgedNotification. */
export function openV2Notification(
  { apiV2Key }: Pick<WechatPayAccount, 'apiV2Key'>,
  body: Buffer,
): V2Notification {
  if (apiV2Key === undefined) throw new ForgedNotification('key_missing')
  try {
    const fields = readFlatXml(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (fields.get('return_code') !== 'SUCCESS') return { kind: 'other' }
    if (fields.has('req_info')) return readRefund(fields, apiV2Key)
    if (!isSignedV2(fields, apiV2Key)) throw new ForgedNotification('signature_wrong')
    if (fields.get('result_code') !== 'SUCCESS') return { kind: 'other' }
    return { kind: 'payment', transaction: readPaid(fields) }
  } catch (error) {
    if (error instanceof ForgedNotification) throw error
    throw new ForgedNotification('body_malformed', error instanceof Error ? error.message : '')
  }
}

function readPaid(fields: FlatXml): WechatTransaction {
  const named = Object.fromEntries(fields)
  const totalFen = wholeFen(fields, 'total_fee')
  const subMchId = fields.get('sub_mch_id')
  const subAppId = fields.get('sub_appid')
  const payerOpenId = fields.get('sub_openid') ?? fields.get('openid')
  return {
    mchId: textOf(named, 'mch_id'),
    appId: textOf(named, 'appid'),
    ...(subMchId && { subMchId }),
    ...(subMchId && subAppId && { subAppId }),
    outTradeNo: textOf(named, 'out_trade_no'),
    state: 'SUCCESS',
    payment: {
      transactionId: textOf(named, 'transaction_id'),
      paidAt: endOf(fields),
      totalFen,
      payerTotalFen: fields.has('cash_fee') ? wholeFen(fields, 'cash_fee') : totalFen,
      // Left out, it is yuan.
      currency: fields.get('fee_type') ?? 'CNY',
      tradeType: textOf(named, 'trade_type'),
      ...(payerOpenId && { payerOpenId }),
    },
  }
}

/** `20261120100000`, in Shanghai. */
function endOf(fields: FlatXml): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(fields.get('time_end') ?? '')
  const [, year, month, day, hour, minute, second] = parts ?? []
  const instant = fromShanghaiPlainTime(`${year}-${month}-${day} ${hour}:${minute}:${second}`)
  if (!instant) throw new Unreadable('time_end')
  return instant
}

/** A number of any length stays text until here; beyond 15 digits no amount is. */
function wholeFen(fields: FlatXml, name: string): bigint {
  const text = fields.get(name) ?? ''
  if (!/^(0|[1-9]\d{0,14})$/.test(text)) throw new Unreadable(name)
  return BigInt(text)
}

function readRefund(fields: FlatXml, apiV2Key: string): V2Notification {
  const sealed = fields.get('req_info') ?? ''
  if (!isBase64(sealed)) throw new ForgedNotification('ciphertext_malformed', 'base64')
  const key = Buffer.from(createHash('md5').update(apiV2Key, 'utf8').digest('hex'))
  const inner = readFlatXml(decrypt(key, Buffer.from(sealed, 'base64')), 'root')
  return {
    kind: 'refund',
    mchId: textOf(Object.fromEntries(fields), 'mch_id'),
    outRefundNo: textOf(Object.fromEntries(inner), 'out_refund_no'),
  }
}

function decrypt(key: Buffer, sealed: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-ecb', key, null)
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new ForgedNotification('ciphertext_wrong', error instanceof Error ? error.message : '')
  }
}
