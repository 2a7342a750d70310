import { startPayment } from '../../exchanges/start-payment.ts'
import { showCode } from '../../flows/cards/show-code.ts'
import { placeOrder } from '../../flows/orders/place-order.ts'
import { takeCard } from '../../flows/orders/take-card.ts'
import { takeCash } from '../../flows/orders/take-cash.ts'
import { inMerchant } from '../../kernel/db.ts'
import { compactId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusals.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { findOrder, linesOf } from '../../modules/order/index.ts'
import { handIn } from './hand-in.ts'
import { runJobs } from './run-jobs.ts'
import { by, count, productOf, seconds } from './shop.ts'
import type { Customer, HeldCard, Shop } from './shop.ts'

export type Wish = { product: string; quantity?: number; card?: HeldCard }
export type Method = 'wechat-mini-program' | 'wechat-h5' | 'alipay-wap' | 'wechat-native'
export type Bought = { orderId: string; paidBy: 'cash' | 'channel'; wish: Wish }

/** At the counter: an order, then cash, a code to scan, or the customer's card. */
export async function buyAtCounter(
  shop: Shop,
  customer: Customer,
  wish: Wish,
  paidBy: Bought['paidBy'] = shop.dice.chance(shop.plan.cashShare ?? 0.4) ? 'cash' : 'channel',
): Promise<Bought> {
  const { parts, dice } = shop
  const caller = dice.pick(shop.cashiers)
  const { orderId } = await placeOrder(parts, {
    ...by(shop, caller),
    source: 'counter',
    customerId: customer.customerId,
    sellerId: caller.staffId,
    storeId: caller.storeId,
    lines: [lineOf(shop, wish)],
  })
  shop.clock.advance(seconds(dice.whole(10, 25)))
  if (paidBy === 'cash') await payCash(shop, caller, orderId)
  else await payChannel(shop, { orderId, method: 'wechat-native', customer, by: by(shop, caller) })
  await remember(shop, customer, { orderId, wish })
  return { orderId, paidBy, wish }
}

async function payCash(shop: Shop, caller: StaffCaller, orderId: string): Promise<void> {
  const take = () => takeCash(shop.parts, { ...by(shop, caller), staffId: caller.staffId, orderId })
  await take().catch(async (error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'cash.above_limit')) throw error
    // A good day: the till is emptied before evening.
    await handIn(shop, caller)
    await take()
  })
  shop.settled.add(orderId)
  count(shop, 'paid in cash')
}

/** Goods or a visit, paid with the value of a card by its code. */
export async function payWithCard(shop: Shop, customer: Customer, card: HeldCard, wish: Wish): Promise<void> {
  const { parts, dice, merchantId } = shop
  const caller = dice.pick(shop.cashiers)
  const { customerId } = customer
  const { orderId } = await placeOrder(parts, {
    ...by(shop, caller),
    source: 'counter',
    customerId,
    sellerId: caller.staffId,
    storeId: caller.storeId,
    lines: [lineOf(shop, wish)],
  })
  shop.clock.advance(seconds(dice.whole(8, 20)))
  const { code } = await showCode(parts, { merchantId, customerId, cardId: card.cardId })
  await takeCard(parts, { ...by(shop, caller), staffId: caller.staffId, orderId, code })
  shop.settled.add(orderId)
  card.valueFen -= productOf(shop, wish.product).plan.yuan * 100 * (wish.quantity ?? 1)
  count(shop, 'paid with a card')
}

/** In the customer's app: an order that is paid, or opened at the cashier and left, or left before it. */
export async function buyInApp(
  shop: Shop,
  customer: Customer,
  wish: Wish,
  ending: 'paid' | 'left' | 'left at the cashier',
  method: Method = methodOf(shop, customer),
): Promise<Bought | undefined> {
  const { parts, dice, merchantId } = shop
  const actor = { kind: 'customer' as const, id: customer.personId! }
  const mark = () => ({ merchantId, key: shop.key(), actor })
  const { orderId } = await placeOrder(parts, {
    ...mark(),
    source: 'customer-app',
    customerId: customer.customerId,
    sellerId: null,
    storeId: null,
    lines: [lineOf(shop, wish)],
    anew: true,
  })
  shop.clock.advance(seconds(dice.whole(15, 40)))
  if (ending === 'left') {
    count(shop, 'left unpaid')
    return undefined
  }
  await payChannel(shop, { orderId, method, customer, by: mark(), leaves: ending !== 'paid' })
  if (ending !== 'paid') {
    count(shop, 'left at the cashier')
    return undefined
  }
  await remember(shop, customer, { orderId, wish })
  return { orderId, paidBy: 'channel', wish }
}

function methodOf({ dice }: Shop, { way }: Customer): Method {
  if (way === 'mini-program' && dice.chance(0.6)) return 'wechat-mini-program'
  return dice.chance(0.65) ? 'alipay-wap' : 'wechat-h5'
}

type Payment = {
  orderId: string
  method: Method
  customer: Customer
  by: ReturnType<typeof by>
  leaves?: boolean
}

/** The real exchange with the sandbox; it tells of the payment, or keeps quiet and is asked by the attempt's job. */
async function payChannel(shop: Shop, payment: Payment): Promise<void> {
  const { world, clock, dice, plan } = shop
  const { orderId, method, customer, by: mark, leaves = false } = payment
  const provider = method === 'alipay-wap' ? 'alipay' : 'wechat-pay'
  const silent = dice.chance(0.12)
  await world.atChannels(clock.now(), async (outside) => {
    const own = customer.personId && { customerId: customer.customerId, personId: customer.personId }
    const payer = method === 'wechat-native' ? undefined : own
    const asked = { ...mark, orderId, method, payerIp: '127.0.0.1', ...payer }
    const { attemptId, credential } = await startPayment(outside, asked)
    if (provider === 'alipay' && credential.kind === 'redirect')
      await (await fetch(credential.url, { redirect: 'manual' })).arrayBuffer()
    if (leaves) return
    const merchant = provider === 'alipay' ? shop.apps.alipayAppId : shop.apps.wechatNumber
    if (silent)
      await world.sandbox.put('/api/faults', { provider, fault: 'notice-never', merchant, count: 1 })
    await world.sandbox.post('/api/pay', {
      provider,
      outTradeNo: plan.code + compactId(attemptId),
      merchant,
      outcome: 'success',
      ...(payer && { person: customer.mobile }),
    })
    if (!silent) await world.door.until(() => isPaid(outside, { merchantId: shop.merchantId, orderId }))
    if (!silent) shop.settled.add(orderId).add(attemptId)
    count(shop, `${provider}, ${silent ? 'asked for' : 'told of'}`)
  })
  if (customer.consents > 0) shop.talks = true
  if (!silent || leaves) return
  clock.advance(seconds(6))
  await runJobs(shop, clock.now())
  shop.settled.add(orderId)
}

async function isPaid(
  parts: Pick<Shop['parts'], 'db'>,
  of: { merchantId: string; orderId: string },
): Promise<boolean> {
  const order = await inMerchant(parts.db, of.merchantId, (tx) => findOrder(tx, of.orderId))
  return order !== undefined && order.state !== 'pending'
}

function lineOf(shop: Shop, { product, quantity = 1, card }: Wish) {
  const { id: productId, plan } = productOf(shop, product)
  if (plan.sells !== 'card') return { kind: plan.sells, productId, quantity }
  if (!card) return { kind: 'card-open' as const, productId, quantity }
  return { kind: 'card-recharge' as const, productId, quantity, cardId: card.cardId }
}

/** What the customer holds from now on; a payment that is only asked for later is known then. */
async function remember(
  shop: Shop,
  customer: Customer,
  { orderId, wish }: { orderId: string; wish: Wish },
): Promise<void> {
  const { plan } = productOf(shop, wish.product)
  if (plan.sells !== 'card') return
  const card = wish.card ?? (await openedBy(shop, customer, { orderId, bundle: plan.key }))
  if (!card) return
  for (const item of plan.items)
    if ('valueYuan' in item) card.valueFen += item.valueYuan * 100
    else card.visits.set(item.product, (card.visits.get(item.product) ?? 0) + item.visits)
  count(shop, wish.card ? 'cards recharged' : 'cards opened')
}

async function openedBy(
  shop: Shop,
  customer: Customer,
  { orderId, bundle }: { orderId: string; bundle: string },
): Promise<HeldCard | undefined> {
  const [line] = await inMerchant(shop.parts.db, shop.merchantId, (tx) => linesOf(tx, orderId))
  if (!line?.cardId) return undefined
  const card = {
    cardId: line.cardId,
    bundle,
    visits: new Map<string, number>(),
    valueFen: 0,
    usedAt: new Map<string, number>(),
    blocked: false,
  }
  customer.cards.push(card)
  return card
}
