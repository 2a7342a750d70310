import { createHash } from 'node:crypto'
import assert from 'node:assert/strict'
import { openAlipayNotification } from '../channels/alipay/notification.ts'
import type { AlipayNotification } from '../channels/alipay/notification.ts'
import { ForgedNotification } from '../channels/forged-notification.ts'
import { trustOf } from '../channels/wechat-pay/account.ts'
import { openNotification } from '../channels/wechat-pay/notification.ts'
import type { Notification, Signed } from '../channels/wechat-pay/notification.ts'
import { isV2, openV2Notification } from '../channels/wechat-pay/v2-notification.ts'
import { keptFor } from '../kernel/batch.ts'
import { ownerOfNumber } from '../flows/payments/find-address.ts'
import type { Address, Owner } from '../flows/payments/find-address.ts'
import { askAboutRefund, recordRefund } from '../flows/payments/record-refund.ts'
import { recordPayout } from '../flows/payouts/record-payout.ts'
import { hearOfShare } from '../flows/profit-sharing/hear-of-share.ts'
import { refuseNotice } from '../flows/payments/refuse-notice.ts'
import { settlePayment } from '../flows/payments/settle-payment.ts'
import { alipayAccountOf, openKeys, wechatPayAccountOf } from '../modules/channel-account/index.ts'
import type { OperatorAccount } from '../modules/channel-account/index.ts'
import type { ChannelPayment } from '../modules/payment/index.ts'
import { payoutAnswerOf } from './channels/transfers.ts'
import { wechatPaymentOf, wechatRefundOf } from './channels/wechat.ts'
import type { Parts } from './parts.ts'
import { renewCertificates } from './refresh-certificates.ts'

const wechatAccountOf = (parts: Parts, account: OperatorAccount, certificates = account.certificates) => {
  const keys = openKeys(parts.vault, account)
  assert(keys.provider === 'wechat-pay', 'an account of WeChat Pay has its keys')
  return wechatPayAccountOf(keys, certificates)
}

/** Notices that were looked up together share their account, whose keys are opened and read once. */
const trustOfAccount = keptFor((parts: Parts) =>
  keptFor((account: OperatorAccount) => trustOf(wechatAccountOf(parts, account), () => parts.db.clock.now())),
)

/** Opens a notice of WeChat Pay and commits what it says; throws ForgedNotification when it is not genuine. */
export async function takeWechatNotice(parts: Parts, address: Address, signed: Signed): Promise<void> {
  if (isV2(signed.body)) return takeV2Notice(parts, address, signed.body)
  const notification = await openRenewing(parts, address.account, signed)
  const { id: noticeKey } = notification

  if (notification.kind === 'payment') {
    const payment = wechatPaymentOf(notification.transaction)
    if (payment) await settleTold(parts, address, { payment, noticeKey, body: signed.body })
  } else if (notification.kind === 'refund') {
    const { refund } = notification
    const owner = await ownerOf(parts, address, refund.outRefundNo, signed.body)
    if (!owner) return
    const outcome = await recordRefund(parts.db, {
      merchantId: owner.merchantId,
      outRefundNo: refund.outRefundNo,
      answer: wechatRefundOf(refund),
      notice: { channelAccountId: owner.channelAccountId, noticeKey },
    })
    parts.log.info({ outRefundNo: refund.outRefundNo, outcome }, 'a refund was told of')
  } else if (notification.kind === 'transfer') {
    const { outBillNo } = notification.transfer
    const owner = await ownerOf(parts, address, outBillNo, signed.body)
    if (!owner) return
    const { merchantId, channelAccountId } = owner
    const notice = { channelAccountId, noticeKey }
    const answer = payoutAnswerOf(notification.transfer)
    const outcome = await recordPayout(parts, { merchantId, outBillNo, answer, notice })
    parts.log.info({ outBillNo, outcome }, 'a payout was told of')
  } else if (notification.kind === 'sharing') {
    await takeShareNotice(parts, address, { notification, body: signed.body })
  }
}

type ShareNotice = { notification: Notification & { kind: 'sharing' }; body: Buffer }

/** A receiver's own address is told of a number that is the sharer's. */
async function takeShareNotice(
  parts: Parts,
  address: Address,
  { notification, body }: ShareNotice,
): Promise<void> {
  const { id: noticeKey, eventType, outOrderNo } = notification
  const { merchantId, account } = address
  const owner =
    merchantId === null
      ? await ownerOf(parts, address, outOrderNo, body)
      : { merchantId, channelAccountId: account.id }
  if (!owner) return
  const notice = { channelAccountId: owner.channelAccountId, noticeKey, eventType }
  const outcome = await hearOfShare(parts.db, { merchantId: owner.merchantId, outOrderNo, notice })
  parts.log.info({ outOrderNo, outcome }, 'a share was told of')
}

/** Signed by a key that is not known yet: the certificates are asked for once, and then it is refused. */
async function openRenewing(parts: Parts, account: OperatorAccount, signed: Signed): Promise<Notification> {
  try {
    return openNotification(trustOfAccount(parts)(account), signed)
  } catch (error) {
    if (!(error instanceof ForgedNotification) || error.reason !== 'serial_unknown') throw error
    const certificates = await renewCertificates(parts, account)
    if (!certificates) throw error
    const renewed = wechatAccountOf(parts, account, certificates)
    return openNotification(
      trustOf(renewed, () => parts.db.clock.now()),
      signed,
    )
  }
}

/** The same in v2's XML. A refund's is not signed, so the channel is asked about it. */
async function takeV2Notice(parts: Parts, address: Address, body: Buffer): Promise<void> {
  const notification = openV2Notification(wechatAccountOf(parts, address.account), body)
  if (notification.kind === 'payment') {
    const payment = wechatPaymentOf(notification.transaction)
    assert(payment, 'XML tells of nothing but payments that were made')
    await settleTold(parts, address, { payment, noticeKey: hashOf(body), body })
  } else if (notification.kind === 'refund') {
    const { outRefundNo } = notification
    const owner = await ownerOf(parts, address, outRefundNo, body)
    if (owner) await askAboutRefund(parts.db, { merchantId: owner.merchantId, outRefundNo })
  }
}

/** The same of Alipay, whose notices have no id that stays the same: a hash of the body takes its place. */
export async function takeAlipayNotice(parts: Parts, address: Address, body: Buffer): Promise<void> {
  const keys = openKeys(parts.vault, address.account)
  assert(keys.provider === 'alipay', 'an account of Alipay has its keys')
  const notification = openAlipayNotification(alipayAccountOf(keys), body)

  if (notification.kind === 'payment') {
    await settleTold(parts, address, {
      payment: alipayPaymentOf(notification),
      noticeKey: hashOf(body),
      body,
    })
  } else if (notification.kind === 'refund' && notification.outRequestNo) {
    // It names only what was refunded in all, so the channel is asked about this refund.
    const { outRequestNo: outRefundNo } = notification
    const owner = await ownerOf(parts, address, outRefundNo, body)
    if (owner) await askAboutRefund(parts.db, { merchantId: owner.merchantId, outRefundNo })
  }
}

const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex')

function alipayPaymentOf(notification: AlipayNotification & { kind: 'payment' }) {
  const { outTradeNo, tradeNo, sellerId, appId, totalFen, paidAt } = notification
  const numbers = { outTradeNo, transactionNo: tradeNo, merchantNumber: sellerId, appId }
  return { ...numbers, totalFen, currency: 'CNY', paidAt: paidAt.toISOString() }
}

type Told = { payment: ChannelPayment; noticeKey: string; body: Buffer }

async function settleTold(parts: Parts, address: Address, { payment, noticeKey, body }: Told): Promise<void> {
  const owner = await ownerOf(parts, address, payment.outTradeNo, body)
  if (!owner) return
  const outcome = await settlePayment(parts, { ...owner, payment, noticeKey })
  parts.log.info({ outTradeNo: payment.outTradeNo, outcome }, 'a payment was told of')
}

/**
 * The code in our own number says whose it is. A genuine notice about somebody else's number is kept in the log and
 * taken, because telling it again would not help.
 */
async function ownerOf(
  parts: Parts,
  address: Address,
  ownNumber: string,
  body: Buffer,
): Promise<Owner | undefined> {
  const owner = await ownerOfNumber(parts.db, address, ownNumber)
  if (owner) return owner
  const { provider, id: channelAccountId } = address.account
  await refuseNotice(parts.db, { provider, channelAccountId, reason: 'number_of_nobody', ip: '', body })
  return undefined
}
