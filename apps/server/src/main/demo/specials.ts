import { testPayment } from '../../exchanges/test-payment.ts'
import { inMerchant } from '../../kernel/db.ts'
import { findOrder } from '../../modules/order/index.ts'
import { attemptsOf } from '../../modules/payment/index.ts'
import type { Agenda } from './agenda.ts'
import { buyAtCounter, buyInApp } from './buy.ts'
import { come } from './come.ts'
import { dayMilliseconds } from './days.ts'
import { runAllJobs } from './run-jobs.ts'
import { by, count, minutes, usableVisits } from './shop.ts'
import type { Customer, HeldCard, Shop } from './shop.ts'
import { freeze, refund, undo, unfreeze, redeemVisits } from './use.ts'

/** What happens rarely, so that chance is not asked for it: each at its day, counted back from the last. */
export function planSpecials(shop: Shop, agenda: Agenda, { first, last }: { first: Date; last: Date }): void {
  const at = (daysAgo: number, hour: number) =>
    new Date(Math.max(first.getTime(), last.getTime() - daysAgo * dayMilliseconds) + minutes(hour * 60 + 7))
  const add = (daysAgo: number, hour: number, what: string, run: () => Promise<void>) =>
    agenda.add({ at: at(daysAgo, hour), what, run })

  add(1, 18, '冻结', () => freezeSomebody(shop))
  add(9, 11, '冻结后解冻', () => freezeSomebody(shop, { andUnfreeze: true, agenda }))
  add(1, 16, '撤销', () => undoSomebody(shop, agenda))
  add(2, 14, '未支付', () => leaveUnpaid(shop))
  if (shop.plan.typeCode === 'sports') add(1, 15, '退款异常', () => refundGoesWrong(shop, agenda))
  else add(3, 15, '退款', () => refundSomebody(shop, agenda))
}

/** One fen over the new number, paid and given back: what an owner does first. */
export async function tryChannel(shop: Shop): Promise<void> {
  const { world, merchantId, owner, apps, clock } = shop
  const { staffId } = owner
  const channelAccountId = apps.wechatAccountId
  await world.atChannels(clock.now(), async (outside) => {
    const { orderId } = await testPayment(outside, { ...by(shop, owner), staffId, channelAccountId })
    const [attempt] = await inMerchant(outside.db, merchantId, (tx) => attemptsOf(tx, orderId))
    const { outTradeNo } = attempt!
    const merchant = apps.wechatNumber
    await world.sandbox.post('/api/people', { name: '芝麻测试', mobile: '13800009999' })
    await world.sandbox.post('/api/pay', { provider: 'wechat-pay', outTradeNo, merchant, outcome: 'success' })
    await world.door.until(async () => {
      const order = await inMerchant(outside.db, merchantId, (tx) => findOrder(tx, orderId))
      return order?.state !== 'pending'
    })
    shop.settled.add(orderId).add(attempt!.id)
  })
  await runAllJobs(shop, clock.now())
  count(shop, 'channel tried')
}

async function freezeSomebody(
  shop: Shop,
  { andUnfreeze, agenda }: { andUnfreeze?: boolean; agenda?: Agenda } = {},
): Promise<void> {
  const card = holderOf(shop, () => true)?.card
  if (!card) return
  await freeze(shop, card)
  const at = new Date(shop.clock.now().getTime() + minutes(andUnfreeze ? 75 : 0))
  if (andUnfreeze) agenda?.add({ at, what: '解冻', run: () => unfreeze(shop, card) })
}

async function leaveUnpaid(shop: Shop): Promise<void> {
  const customer = shop.customers.find(({ personId }) => personId)
  if (!customer) return
  const product = shop.plan.habits.bundles[0]![0]
  await buyInApp(shop, customer, { product }, 'left at the cashier')
}

/** Bought by mistake, and given back. */
async function refundSomebody(shop: Shop, agenda: Agenda): Promise<void> {
  const { plan, customers, dice } = shop
  if (customers.length === 0) return
  const customer = dice.pick(customers)
  const wish = { product: plan.habits.bundles[0]![0] }
  const { orderId } = await buyAtCounter(shop, customer, wish, 'channel')
  const card = customer.cards.at(-1)!
  card.blocked = true
  const at = new Date(shop.clock.now().getTime() + minutes(12))
  agenda.add({ at, what: '退款', run: () => refund(shop, { orderId, card }) })
}

/** The customer closed the account that paid: the bank sends the money back, and somebody has to look. */
async function refundGoesWrong(shop: Shop, agenda: Agenda): Promise<void> {
  const { world, plan, apps, dice } = shop
  const customer = dice.pick(shop.customers.filter(({ way }) => way === 'mini-program'))
  const product = plan.habits.bundles[0]![0]
  const bought = await buyInApp(shop, customer, { product }, 'paid', 'wechat-mini-program')
  const card = customer.cards.at(-1)!
  card.blocked = true
  const at = new Date(shop.clock.now().getTime() + minutes(25))
  const run = async () => {
    const fault = { provider: 'wechat-pay', fault: 'refund-abnormal', merchant: apps.wechatNumber, count: 1 }
    await world.sandbox.put('/api/faults', fault)
    await refund(shop, { orderId: bought!.orderId, card })
    await runAllJobs(shop, shop.clock.now())
    count(shop, 'refund went wrong')
  }
  agenda.add({ at, what: '退款异常', run })
}

/** A message that was tried too often: the operator's console shows what a dead letter looks like. */
export function planDeadLetter(shop: Shop, agenda: Agenda, at: Date): void {
  const run = async () => {
    const customer = holderOf(shop, () => true)?.customer
    if (!customer) return
    await come({ shop, agenda, customer })
    await shop.world.queue.query(
      `select graphile_worker.permanently_fail_jobs(array(
         select id from sesame_jobs.job where name = 'message.send' and payload->>'merchantId' = $1 limit 1),
         '微信开放平台没有应答：getaddrinfo EAI_AGAIN api.weixin.qq.com')`,
      [shop.merchantId],
    )
    count(shop, 'dead letter')
  }
  agenda.add({ at, what: '发不出去的消息', run })
}

/** The newest card of this sort that can be used, and whose it is. */
function holderOf(
  { customers }: Shop,
  wanted: (card: HeldCard) => boolean,
): { customer: Customer; card: HeldCard } | undefined {
  const held = customers.flatMap((customer) => customer.cards.map((card) => ({ customer, card })))
  return held.findLast(({ card }) => !card.blocked && wanted(card))
}

/** The wrong button, and at once the right one. */
async function undoSomebody(shop: Shop, agenda: Agenda): Promise<void> {
  const holder = holderOf(shop, (card) => usableVisits(shop, card).length > 0)
  if (!holder) return
  const [product] = usableVisits(shop, holder.card)[0]!
  const used = await redeemVisits(shop, { ...holder, product, visits: 1 })
  const at = new Date(shop.clock.now().getTime() + minutes(1))
  agenda.add({ at, what: '撤销核销', run: () => undo(shop, used) })
}
