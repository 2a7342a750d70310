import { textOf, type Fields } from '../reading.ts'
import { readRefund, readTransaction, type WechatRefund, type WechatTransaction } from './transaction.ts'

/** `other` is genuine but about something not sold here yet: keep it in the inbox and answer success. */
export type NotificationContent =
  | { kind: 'payment'; transaction: WechatTransaction }
  | { kind: 'refund'; mchId: string; refund: WechatRefund }
  | { kind: 'other'; originalType: string }

export function readContent(originalType: string, fields: Fields): NotificationContent {
  switch (originalType) {
    case 'transaction':
      return { kind: 'payment', transaction: readTransaction(fields) }
    case 'refund':
      return { kind: 'refund', mchId: textOf(fields, 'mchid'), refund: readRefund(fields, 'refund_status') }
    default:
      return { kind: 'other', originalType }
  }
}
