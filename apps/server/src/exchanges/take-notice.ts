import { createHash } from 'node:crypto'
import assert from 'node:assert/strict'
import { openAlipayNotification } from '../channels/alipay/notification.ts'
import type { AlipayNotification } from '../channels/alipay/notification.ts'
import { trustOf } from '../channels/wechat-pay/account.ts'
import { openNotification } from '../channels/wechat-pay/notification.ts'
import type { Signed } from '../channels/wechat-pay/notification.ts'
import { keptFor } from '../kernel/batch.ts'
import { merchantOfNumber } from '../flows/payments/find-address.ts'
import type { Address } from '../flows/payments/find-address.ts'
import { askAboutRefund, recordRefund } from '../flows/payments/record-refund.ts'
import { refuseNotice } from '../flows/payments/refuse-notice.ts'
import { settlePayment } from '../flows/payments/settle-payment.ts'
import { alipayAccountOf, openKeys, wechatPayAccountOf } from '../modules/channel-account/index.ts'
import type { ChannelAccount } from '../modules/channel-account/index.ts'
import { wechatPaymentOf, wechatRefundOf } from './channels/wechat.ts'
import type { Parts } from './parts.ts'

/** Notices that were looked up together share their account, whose keys are opened and read once. */
const trustOfAccount = keptFor((parts: Parts) =>
  keptFor((account: ChannelAccount) => {
    const keys = openKeys(parts.vault, account)
    assert(keys.provider === 'wechat-pay', 'an account of WeChat Pay has its keys')
    return trustOf(wechatPayAccountOf(keys), () => parts.db.clock.now())
  }),
)

/** Opens a notice of WeChat Pay and commits what it says; throws ForgedNotification when it is not genuine. */
export async function takeWechatNotice(parts: Parts, address: Address, signed: Signed): Promise<void> {
  const { account } = address
  const notification = openNotification(trustOfAccount(parts)(account), signed)
  const { id: noticeKey } = notification

  if (notification.kind === 'payment') {
    const payment = wechatPaymentOf(notification.transaction)
    if (!payment || !(await isOurs(parts, address, payment.outTradeNo, signed.body))) return
    const of = { merchantId: address.merchantId, channelAccountId: account.id }
    const outcome = await settlePayment(parts, { ...of, payment, noticeKey })
    parts.log.info({ outTradeNo: payment.outTradeNo, outcome }, 'a payment was told of')
  } else if (notification.kind === 'refund') {
    const { refund } = notification
    if (!(await isOurs(parts, address, refund.outRefundNo, signed.body))) return
    const outcome = await recordRefund(parts.db, {
      merchantId: address.merchantId,
      outRefundNo: refund.outRefundNo,
      answer: wechatRefundOf(refund),
      notice: { channelAccountId: account.id, noticeKey },
    })
    parts.log.info({ outRefundNo: refund.outRefundNo, outcome }, 'a refund was told of')
  }
}

/** The same of Alipay, whose notices have no id that stays the same: a hash of the body takes its place. */
export async function takeAlipayNotice(parts: Parts, address: Address, body: Buffer): Promise<void> {
  const { account, merchantId } = address
  const keys = openKeys(parts.vault, account)
  assert(keys.provider === 'alipay', 'an account of Alipay has its keys')
  const notification = openAlipayNotification(alipayAccountOf(keys), body)
  const noticeKey = createHash('sha256').update(body).digest('hex')

  if (notification.kind === 'payment') {
    const payment = alipayPaymentOf(notification)
    if (!(await isOurs(parts, address, payment.outTradeNo, body))) return
    const outcome = await settlePayment(parts, {
      merchantId,
      channelAccountId: account.id,
      payment,
      noticeKey,
    })
    parts.log.info({ outTradeNo: payment.outTradeNo, outcome }, 'a payment was told of')
  } else if (notification.kind === 'refund' && notification.outRequestNo) {
    // It names only what was refunded in all, so the channel is asked about this refund.
    await askAboutRefund(parts.db, { merchantId, outRefundNo: notification.outRequestNo })
  }
}

function alipayPaymentOf(notification: AlipayNotification & { kind: 'payment' }) {
  const { outTradeNo, tradeNo, sellerId, appId, totalFen, paidAt } = notification
  const numbers = { outTradeNo, transactionNo: tradeNo, merchantNumber: sellerId, appId }
  return { ...numbers, totalFen, currency: 'CNY', paidAt: paidAt.toISOString() }
}

/**
 * The code in our own number says whose it is. A genuine notice about somebody else's number is kept in the log and
 * taken, because telling it again would not help.
 */
async function isOurs(parts: Parts, address: Address, ownNumber: string, body: Buffer): Promise<boolean> {
  if ((await merchantOfNumber(parts.db, ownNumber)) === address.merchantId) return true
  const { provider, id: channelAccountId } = address.account
  await refuseNotice(parts.db, { provider, channelAccountId, reason: 'number_of_nobody', ip: '', body })
  return false
}
