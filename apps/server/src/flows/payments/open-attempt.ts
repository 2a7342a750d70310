import { contentHash } from '../../kernel/canonical.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { compactId } from '../../kernel/ids.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { enqueuePoll } from '../../jobs/payment-jobs.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import { checkPending, findOrder, lockOrder, orderNotFound } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import {
  findAttempt,
  insertAttempt,
  nextPoll,
  openAttemptsOf,
  openAttemptsMax,
  paymentOver,
  paymentTooManyAttempts,
} from '../../modules/payment/index.ts'
import type { Attempt, PaymentMethod } from '../../modules/payment/index.ts'
import { chooseRoute } from './parts/choose-route.ts'
import type { Route } from './parts/choose-route.ts'

export type OpenAttempt = {
  merchantId: string
  key: string
  actor: Actor
  orderId: string
  method: PaymentMethod
  /** Whose order it must be, when a customer pays. */
  customerId?: string | undefined
  personId?: string | undefined
  /** Only for a test of this account. */
  channelAccountId?: string | undefined
  /** H5 tells WeChat who asks; where the browser goes afterwards is part of what Alipay is asked. */
  payerIp?: string | undefined
  returnUrl: string
}

export type OpenedAttempt = {
  attempt: Attempt
  order: SaleOrder
  account: ChannelAccount
  payer: Route['payer']
}

/**
 * The first step of paying: an attempt with its number is committed, and a job that asks about it, before the
 * channel hears of it. The same request again finds the same attempt (A12).
 */
export async function openAttempt(
  { db, vault }: { db: Db; vault: Vault },
  input: OpenAttempt,
): Promise<OpenedAttempt> {
  const { merchantId, key, actor, orderId, method, customerId, personId, channelAccountId } = input
  return inMerchant(db, merchantId, async (tx) => {
    await checkOwner(tx, input)
    const route = await chooseRoute(tx, vault, { method, personId, channelAccountId })
    const asked = { key, actor, orderId, method, customerId, channelAccountId }
    const { attemptId } = await once(tx, 'open-attempt', asked, () => openOnce(tx, input, route))
    const attempt = await findAttempt(tx, attemptId)
    const order = await findOrder(tx, orderId)
    // An old key finds its attempt even when the order has been paid another way, or closed, since.
    if (!attempt || order?.state !== 'pending' || attempt.requestHash !== hashOf(input, route, order))
      throw paymentOver({ orderId })
    return { attempt, order, account: route.account, payer: route.payer }
  })
}

/** First of all: of an order that is somebody else's nothing is told, not even how it could be paid. */
async function checkOwner(tx: Tx, { orderId, customerId }: OpenAttempt): Promise<void> {
  const order = await findOrder(tx, orderId)
  if (!order || (customerId && order.customerId !== customerId)) throw orderNotFound({ orderId })
}

async function openOnce(tx: Tx, input: OpenAttempt, route: Route): Promise<{ attemptId: string }> {
  const order = await lockOrder(tx, input.orderId)
  checkPending(order, tx.now)

  const requestHash = hashOf(input, route, order)
  const open = await openAttemptsOf(tx, order.id)
  const same = open.find((attempt) => attempt.requestHash === requestHash)
  if (same) return { attemptId: same.id }
  if (open.length >= openAttemptsMax) throw paymentTooManyAttempts({ attemptsMax: openAttemptsMax })

  const merchant = await findMerchant(tx, tx.merchantId)
  const id = tx.newId()
  await insertAttempt(tx, {
    id,
    orderId: order.id,
    channelAccountId: route.account.id,
    method: input.method,
    appId: route.appId,
    outTradeNo: merchant!.code + compactId(id),
    amountFen: order.totalFen,
    requestHash,
    expiresAt: order.expiresAt ?? new Date(tx.now.getTime() + unlimitedMilliseconds),
  })
  await enqueuePoll(tx, { merchantId: tx.merchantId, attemptId: id, runAt: nextPoll(0, tx.now) })
  return { attemptId: id }
}

/** An order that does not expire by itself can be paid for two hours by one attempt. */
const unlimitedMilliseconds = 2 * 3_600_000

/** All that the channel is told: under one number it must never hear two different things. */
function hashOf(input: OpenAttempt, route: Route, order: SaleOrder): string {
  const { method, payerIp, returnUrl } = input
  return contentHash({
    orderId: order.id,
    amountFen: order.totalFen,
    title: order.title,
    expiresAt: order.expiresAt,
    method,
    channelAccountId: route.account.id,
    appId: route.appId,
    payer: route.payer,
    payerIp: method === 'wechat-h5' ? payerIp : undefined,
    returnUrl: method === 'alipay-wap' ? returnUrl : undefined,
  }).toString('hex')
}
