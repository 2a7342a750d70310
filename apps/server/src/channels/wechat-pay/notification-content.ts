import { readTransfer, type WechatTransfer } from './transfer.ts'
import { textOf, type Fields } from '../reading.ts'
import {
  isPartners,
  readRefund,
  readTransaction,
  type WechatRefund,
  type WechatTransaction,
} from './transaction.ts'

/** `other` is genuine but about something not sold here yet: keep it in the inbox and answer success. */
export type NotificationContent =
  | { kind: 'payment'; transaction: WechatTransaction }
  | { kind: 'refund'; mchId: string; subMchId?: string; refund: WechatRefund }
  | { kind: 'transfer'; transfer: WechatTransfer }
  /** Told to who received a share, or gave it back. */
  | { kind: 'sharing'; outOrderNo: string }
  | { kind: 'other'; originalType: string }

export function readContent(originalType: string, fields: Fields): NotificationContent {
  switch (originalType) {
    case 'transaction':
      return { kind: 'payment', transaction: readTransaction(fields) }
    case 'refund':
      return {
        kind: 'refund',
        ...(isPartners(fields)
          ? { mchId: textOf(fields, 'sp_mchid'), subMchId: textOf(fields, 'sub_mchid') }
          : { mchId: textOf(fields, 'mchid') }),
        refund: readRefund(fields, 'refund_status'),
      }
    case 'mch_payment':
      return { kind: 'transfer', transfer: readTransfer(fields) }
    case 'profitsharing':
      return { kind: 'sharing', outOrderNo: textOf(fields, 'out_order_no') }
    default:
      return { kind: 'other', originalType }
  }
}
