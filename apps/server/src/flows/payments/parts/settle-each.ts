import type { Tx } from '../../../kernel/db.ts'
import type { Vault } from '../../../kernel/secrets.ts'
import { enqueueEach } from '../../../jobs/enqueue.ts'
import { shippingAfterMilliseconds } from '../../../jobs/payment-jobs.ts'
import { applyPayments } from '../../../lines/apply-payments.ts'
import { findChannelAccount } from '../../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../../modules/channel-account/index.ts'
import { channel } from '../../../modules/chart/index.ts'
import type { NoticeOutcome } from '../../../modules/notice/index.ts'
import { lockOrders } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import {
  findAttemptsByNumber,
  findTakenTransactions,
  isOpen,
  lockAttempts,
  markSucceeded,
  mismatchesOf,
} from '../../../modules/payment/index.ts'
import type { Attempt } from '../../../modules/payment/index.ts'
import { channelActor, settle } from './settle.ts'
import type { Paid } from './settle.ts'

type Plain = Paid & { order: SaleOrder; attempt: Attempt; account: ChannelAccount }

/**
 * `settle` for a batch. What is plain (the first money for a pending sale, matching in everything) is settled by one
 * statement a table; whatever else there is goes one by one through `settle`, afterwards, under the same locks.
 */
export async function settleEach<One extends Paid>(
  tx: Tx,
  vault: Vault,
  news: readonly One[],
): Promise<Map<One, NoticeOutcome>> {
  if (news.length === 0) return new Map()
  const plain = await findPlain(tx, news)
  const outcomes = new Map<One, NoticeOutcome>([...plain.keys()].map((one) => [one, 'settled']))
  await settlePlain(tx, vault, [...plain.values()])
  for (const one of news) if (!plain.has(one)) outcomes.set(one, await settle(tx, vault, one))
  return outcomes
}

async function findPlain<One extends Paid>(tx: Tx, news: readonly One[]): Promise<Map<One, Plain>> {
  const found = await findAttemptsByNumber(
    tx,
    news.map(({ payment }) => payment.outTradeNo),
  )
  const known = [...found.values()]
  const orders = await lockOrders(tx, [...new Set(known.map(({ orderId }) => orderId))])
  const attempts = await lockAttempts(
    tx,
    known.map(({ id }) => id),
  )
  const taken = await findTakenTransactions(
    tx,
    news.map(({ channelAccountId, payment }) => ({ channelAccountId, ...payment })),
  )
  const accounts = await findAccounts(tx, news)

  const plain = new Map<One, Plain>()
  for (const one of news) {
    const { payment, channelAccountId } = one
    const attempt = attempts.get(found.get(payment.outTradeNo)?.id ?? '')
    const order = attempt && orders.get(attempt.orderId)
    const account = accounts.get(channelAccountId)
    if (!attempt || !order || !account) continue
    const isFirst = order.state === 'pending' && isOpen(attempt) && order.source !== 'channel-test'
    if (!isFirst || attempt.reversals > 0 || taken.has(payment.transactionNo)) continue
    if (mismatchesOf(attempt, account, payment).length > 0) continue
    plain.set(one, { ...one, order, attempt, account })
    // What comes later in the batch for the same order, or with the same transaction, is not plain any more.
    orders.delete(order.id)
    taken.add(payment.transactionNo)
  }
  return plain
}

/** A merchant has a handful. */
async function findAccounts(tx: Tx, news: readonly Paid[]): Promise<Map<string, ChannelAccount>> {
  const accounts = new Map<string, ChannelAccount>()
  for (const id of new Set(news.map(({ channelAccountId }) => channelAccountId))) {
    const account = await findChannelAccount(tx, id)
    if (account) accounts.set(id, account)
  }
  return accounts
}

async function settlePlain(tx: Tx, vault: Vault, plain: readonly Plain[]): Promise<void> {
  if (plain.length === 0) return
  await markSucceeded(tx, plain)
  const shipped = plain.filter(({ attempt }) => attempt.method === 'wechat-mini-program')
  await enqueueEach(
    tx,
    'shipping.report',
    shipped.map(({ attempt }) => {
      const runAt = new Date(tx.now.getTime() + shippingAfterMilliseconds)
      return { payload: { merchantId: tx.merchantId, attemptId: attempt.id }, runAt }
    }),
  )
  await applyPayments(
    tx,
    plain.map(({ order, attempt, account }) => ({
      order,
      tender: account.provider,
      receivedInto: channel(account.id),
      custody: account.custody,
      sourceKey: `attempt:${attempt.id}`,
    })),
    { actor: channelActor, vault },
  )
}
