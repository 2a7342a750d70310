import { contentHash } from '../../kernel/canonical.ts'
import { batched } from '../../kernel/batch.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { compactId } from '../../kernel/ids.ts'
import { onceEach } from '../../kernel/once-each.ts'
import { verdictFrom, verdictOf } from '../../kernel/refusals.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { enqueuePolls } from '../../jobs/payment-jobs.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import { checkPending, findOrders, lockOrders, orderNotFound } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import {
  findAttempts,
  insertAttempts,
  nextPoll,
  openAttemptsMax,
  openAttemptsOfEach,
  paymentOver,
  paymentTooManyAttempts,
} from '../../modules/payment/index.ts'
import type { Attempt, NewAttempt, PaymentMethod } from '../../modules/payment/index.ts'
import { attemptsToShare } from '../../modules/profit-sharing/index.ts'
import { chooseRoute, routesFor } from './parts/choose-route.ts'
import { planShares } from './parts/plan-shares.ts'
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
  /** The channel is told that it will be shared. */
  sharesProfit: boolean
}

/**
 * The first step of paying: an attempt with its number is committed, and a job that asks about it, before the
 * channel hears of it. The same request again finds the same attempt (A12).
 */
export const openAttempt = batched(openEach, { itemsMax: 64 })

/** What the key stands for; how the payer is known may change. */
type Asked = Pick<OpenAttempt, 'key' | 'actor' | 'orderId' | 'method' | 'customerId' | 'channelAccountId'>
type Passed = { request: OpenAttempt; route: Route; asked: Asked }

async function openEach(
  tx: Tx,
  requests: readonly OpenAttempt[],
  { vault }: { db: Db; vault: Vault },
): Promise<Verdict<OpenedAttempt>[]> {
  const passed = await passEach(tx, vault, requests)
  const through = [...passed.values()].flatMap((one) => ('answer' in one ? [one.answer] : []))
  const ofAsked = new Map(through.map((one) => [one.asked, one]))
  const answers = await onceEach<Asked, { attemptId: string }>(tx, 'open-attempt', [...ofAsked.keys()])
  const decided = await openInOrder(
    tx,
    answers.open.map((asked) => ofAsked.get(asked)!),
  )
  const closed = await answers.close(new Map([...decided].map(([{ asked }, one]) => [asked, one])))
  const heard = new Map(through.map((one, place) => [one.request, closed[place]!]))
  const known = await readOpened(tx, through, closed)

  return requests.map((request) => {
    const pass = passed.get(request)!
    if ('refused' in pass) return pass
    const verdict = heard.get(request)!
    return 'refused' in verdict ? verdict : verdictOf(() => known(pass.answer, verdict.answer.attemptId))
  })
}

type Offered = Awaited<ReturnType<typeof routesFor>>

async function passEach(
  tx: Tx,
  vault: Vault,
  requests: readonly OpenAttempt[],
): Promise<Map<OpenAttempt, Verdict<Passed>>> {
  const orders = await findOrders(tx, [...new Set(requests.map(({ orderId }) => orderId))])
  const offered = new Map<PaymentMethod, Offered>()
  for (const { method } of requests)
    if (!offered.has(method)) offered.set(method, await routesFor(tx, method))
  const passed = new Map<OpenAttempt, Verdict<Passed>>()
  for (const request of requests) {
    const one = { request, order: orders.get(request.orderId), offered: offered.get(request.method)! }
    passed.set(request, await verdictFrom(() => pass(tx, vault, one)))
  }
  return passed
}

type Passing = { request: OpenAttempt; order: SaleOrder | undefined; offered: Offered }

async function pass(tx: Tx, vault: Vault, { request, order, offered }: Passing): Promise<Passed> {
  const { key, actor, orderId, method, customerId, personId, channelAccountId } = request
  // First of all: of an order that is somebody else's nothing is told, not even how it could be paid.
  if (!order || (customerId && order.customerId !== customerId)) throw orderNotFound({ orderId })
  const route = await chooseRoute(tx, vault, { method, personId, channelAccountId }, offered)
  return { request, route, asked: { key, actor, orderId, method, customerId, channelAccountId } }
}

type Open = Pick<Attempt, 'id' | 'requestHash'>

/** Each is decided on the attempts that the one before left. */
async function openInOrder(
  tx: Tx,
  passed: readonly Passed[],
): Promise<Map<Passed, Verdict<{ attemptId: string }>>> {
  if (passed.length === 0) return new Map()
  const ids = [...new Set(passed.map(({ request }) => request.orderId))]
  const orders = await lockOrders(tx, ids)
  const attempts: Map<string, Open[]> = await openAttemptsOfEach(tx, ids)
  const merchant = await findMerchant(tx, tx.merchantId)
  const made: NewAttempt[] = []

  const open = ({ request, route }: Passed): { attemptId: string } => {
    const order = orders.get(request.orderId)!
    checkPending(order, tx.now)
    const others = attempts.get(order.id) ?? []
    const requestHash = hashOf(request, route, order)
    const same = others.find((attempt) => attempt.requestHash === requestHash)
    if (same) return { attemptId: same.id }
    if (others.length >= openAttemptsMax) throw paymentTooManyAttempts({ attemptsMax: openAttemptsMax })
    const attempt = newAttempt(tx, { request, route, order, requestHash }, merchant!.code)
    made.push(attempt)
    attempts.set(order.id, [attempt, ...others])
    return { attemptId: attempt.id }
  }
  const decided = new Map(passed.map((one) => [one, verdictOf(() => open(one))]))
  await insertAttempts(tx, made)
  const accounts = new Map(passed.map(({ route }) => [route.account.id, route.account]))
  await planShares(tx, made, { accounts, code: merchant!.code })
  const { merchantId } = tx
  await enqueuePolls(
    tx,
    made.map(({ id: attemptId }) => ({ merchantId, attemptId, runAt: nextPoll(0, tx.now) })),
  )
  return decided
}

type Making = { request: OpenAttempt; route: Route; order: SaleOrder; requestHash: string }

function newAttempt(tx: Tx, { request, route, order, requestHash }: Making, code: string): NewAttempt {
  const id = tx.newId()
  return {
    id,
    orderId: order.id,
    channelAccountId: route.account.id,
    method: request.method,
    appId: route.appId,
    outTradeNo: code + compactId(id),
    amountFen: order.totalFen,
    requestHash,
    expiresAt: order.expiresAt ?? new Date(tx.now.getTime() + unlimitedMilliseconds),
  }
}

/** An old key finds its attempt even when the order has been paid another way, or closed, since. */
async function readOpened(
  tx: Tx,
  passed: readonly Passed[],
  heard: readonly Verdict<{ attemptId: string }>[],
) {
  const ids = heard.flatMap((one) => ('answer' in one ? [one.answer.attemptId] : []))
  const attempts = await findAttempts(tx, [...new Set(ids)])
  const orders = await findOrders(tx, [...new Set(passed.map(({ request }) => request.orderId))])
  const shared = await attemptsToShare(tx, [...new Set(ids)])
  return ({ request, route }: Passed, attemptId: string): OpenedAttempt => {
    const [attempt, order] = [attempts.get(attemptId), orders.get(request.orderId)]
    if (!attempt || order?.state !== 'pending' || attempt.requestHash !== hashOf(request, route, order))
      throw paymentOver({ orderId: request.orderId })
    const sharesProfit = shared.has(attemptId)
    return { attempt, order, account: route.account, payer: route.payer, sharesProfit }
  }
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
