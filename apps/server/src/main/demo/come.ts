import type { Agenda } from './agenda.ts'
import { buyAtCounter, buyInApp, payWithCard } from './buy.ts'
import type { Bought, Wish } from './buy.ts'
import { minutes, productOf, usableVisits } from './shop.ts'
import type { Customer, HeldCard, Shop } from './shop.ts'
import { refund, undo, redeemValue, redeemVisits } from './use.ts'
import type { Used } from './use.ts'

export type Visit = { shop: Shop; agenda: Agenda; customer: Customer }

/** One customer comes: uses what they hold, buys what they need, and now and then something goes wrong. */
export async function come(visit: Visit): Promise<void> {
  const { shop, customer } = visit
  const usable = customer.cards.filter((card) => !card.blocked)
  const withVisits = usable.filter((card) => usableVisits(shop, card).length > 0)
  const withValue = usable.filter((card) => card.valueFen >= 6000 || card.valueFen >= leastSpent(shop))
  if (withVisits.length > 0) return spendVisits(visit, shop.dice.pick(withVisits))
  if (withValue.length > 0) return spendValue(visit, shop.dice.pick(withValue))
  const empty = usable.find(({ visits }) => [...visits.values()].every((left) => left === 0))
  if (empty && shop.dice.chance(0.6)) await recharge(visit, empty)
  else await buyFirst(visit)
}

const leastSpent = ({ plan }: Shop): number =>
  Math.max(...plan.habits.spending.map(({ most }) => most), 30) * 100

async function spendVisits(visit: Visit, card: HeldCard): Promise<void> {
  const { shop, customer } = visit
  const [product, left] = shop.dice.pick(usableVisits(shop, card))
  const { plan } = productOf(shop, product)
  const two = left > 3 && !('lastsDays' in plan) && shop.dice.chance(0.12)
  const visits = two ? 2 : 1
  const used = await redeemVisits(shop, { customer, card, product, visits })
  if (shop.dice.chance(0.03)) return undoSoon(visit, used)
  const total = [...card.visits.values()].reduce((sum, one) => sum + one, 0)
  if (total <= 1 && shop.dice.chance(0.6)) await later(visit, '续费', () => recharge(visit, card))
}

async function spendValue(visit: Visit, card: HeldCard): Promise<void> {
  const { shop, customer } = visit
  const { dice, plan } = shop
  const goods = [...shop.products.values()].filter(({ plan: { sells } }) => sells === 'goods')
  if (goods.length > 0 && dice.chance(0.4)) {
    const wish = { product: dice.weighted(singlesOf(shop)) }
    if (productOf(shop, wish.product).plan.yuan * 100 <= card.valueFen)
      return payWithCard(shop, customer, card, wish)
  }
  const { note, least, most } = dice.pick(plan.habits.spending)
  const amountFen = Math.min(dice.whole(least, most) * 100, card.valueFen)
  const used = await redeemValue(shop, { customer, card, amountFen, note })
  if (dice.chance(0.03)) undoSoon(visit, used)
  else if (card.valueFen < 10_000 && dice.chance(0.5)) await later(visit, '充值', () => recharge(visit, card))
}

const singlesOf = ({ plan }: Shop) => plan.habits.singles

/** Without a card: a bundle, or something single; some think again before they have paid. */
async function buyFirst(visit: Visit): Promise<void> {
  const { shop } = visit
  const { dice, plan } = shop
  const { bundles, bundleShare } = plan.habits
  const wantsBundle = dice.chance(bundleShare)
  const product = dice.weighted(wantsBundle ? bundles : singlesOf(shop))
  const quantity = productOf(shop, product).plan.sells === 'goods' && dice.chance(0.2) ? 2 : 1
  await buy(visit, { product, quantity })
}

async function recharge(visit: Visit, card: HeldCard): Promise<void> {
  await buy(visit, { product: card.bundle, card })
}

async function buy(visit: Visit, wish: Wish): Promise<void> {
  const { shop, customer } = visit
  const { dice, plan } = shop
  const atCounter = customer.way === 'counter' || dice.chance(plan.habits.counterShare)
  if (atCounter) return thinkAgain(visit, await buyAtCounter(shop, customer, wish))
  const ending = dice.weighted([
    ['paid', 88],
    ['left', 6],
    ['left at the cashier', 6],
  ] as const)
  const bought = await buyInApp(shop, customer, wish, ending)
  if (bought) return thinkAgain(visit, bought)
}

/** One in thirty wants the money back before anything of it is used. */
function thinkAgain({ shop, agenda, customer }: Visit, { orderId, paidBy, wish }: Bought): void {
  if (paidBy === 'cash' || wish.card || !shop.dice.chance(0.035)) return
  const card = productOf(shop, wish.product).plan.sells === 'card' ? customer.cards.at(-1) : undefined
  if (card) card.blocked = true
  const at = new Date(shop.clock.now().getTime() + minutes(shop.dice.whole(6, 40)))
  agenda.add({ at, what: '退款', run: () => refund(shop, { orderId, ...(card && { card }) }) })
}

function undoSoon({ shop, agenda }: Visit, used: Used): void {
  const at = new Date(shop.clock.now().getTime() + minutes(shop.dice.whole(1, 6)))
  agenda.add({ at, what: '撤销核销', run: () => undo(shop, used) })
}

async function later({ shop, agenda }: Visit, what: string, run: () => Promise<void>): Promise<void> {
  const at = new Date(shop.clock.now().getTime() + minutes(shop.dice.whole(2, 9)))
  agenda.add({ at, what, run })
}
