import { freezeCard, unfreezeCard } from '../../flows/cards/freeze-card.ts'
import { redeem } from '../../flows/cards/redeem.ts'
import type { Use } from '../../flows/cards/redeem.ts'
import { showCode } from '../../flows/cards/show-code.ts'
import { undoRedemption } from '../../flows/cards/undo-redemption.ts'
import { requestRefund } from '../../flows/payments/request-refund.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { by, count, productOf, seconds } from './shop.ts'
import type { Customer, HeldCard, Shop } from './shop.ts'

export type Used = {
  redemptionId: string
  caller: StaffCaller
  card: HeldCard
  use: Use
  visits: [string, number] | undefined
}

/** Visits of one product, by the code that the customer shows. */
export async function redeemVisits(
  shop: Shop,
  {
    customer,
    card,
    product,
    visits,
  }: { customer: Customer; card: HeldCard; product: string; visits: number },
): Promise<Used> {
  const use = { kind: 'visits' as const, productId: productOf(shop, product).id, visits }
  const used = await redeemAtCounter(shop, { customer, card, use })
  card.visits.set(product, card.visits.get(product)! - visits)
  card.usedAt.set(product, shop.clock.now().getTime())
  count(shop, 'visits redeemed')
  return { ...used, visits: [product, visits] }
}

/** Stored value, for something that is no product. */
export async function redeemValue(
  shop: Shop,
  {
    customer,
    card,
    amountFen,
    note,
  }: { customer: Customer; card: HeldCard; amountFen: number; note: string },
): Promise<Used> {
  const used = await redeemAtCounter(shop, { customer, card, use: { kind: 'value', amountFen, note } })
  card.valueFen -= amountFen
  count(shop, 'value redeemed')
  return { ...used, visits: undefined }
}

type Shown = { customer: Customer; card: HeldCard; use: Use }

async function redeemAtCounter(shop: Shop, { customer, card, use }: Shown) {
  const { parts, merchantId, dice, clock } = shop
  const caller = dice.pick(shop.cashiers)
  const { code } = await showCode(parts, { merchantId, customerId: customer.customerId, cardId: card.cardId })
  clock.advance(seconds(dice.whole(4, 12)))
  const { staffId, storeId } = caller
  const { redemptionId } = await redeem(parts, { ...by(shop, caller), staffId, storeId, code, use })
  if (customer.consents > 0) {
    customer.consents -= 1
    shop.talks = true
  }
  return { redemptionId, caller, card, use }
}

/** The wrong card, the wrong number: within the hour it is undone. */
export async function undo(shop: Shop, used: Used): Promise<void> {
  const { parts, dice } = shop
  const reason = dice.pick(['点错了项目', '次数多扣了', '顾客临时有事没有入场', '核销了别人的卡'])
  await undoRedemption(parts.db, { ...by(shop, used.caller), redemptionId: used.redemptionId, reason })
  const { card, use, visits } = used
  if (use.kind === 'value') card.valueFen += use.amountFen
  else if (visits) {
    card.visits.set(visits[0], card.visits.get(visits[0])! + visits[1])
    card.usedAt.delete(visits[0])
  }
  count(shop, 'undone')
}

/** All of it back to where it came from; nothing of it was used. */
export async function refund(
  shop: Shop,
  { orderId, card }: { orderId: string; card?: HeldCard },
): Promise<void> {
  const { parts, dice } = shop
  const caller = dice.pick([shop.owner, ...shop.managers])
  const reason = dice.pick(['顾客改变主意', '买错了套餐', '孩子生病，暂时不来了', '重复购买'])
  await requestRefund(parts.db, { ...by(shop, caller), staffId: caller.staffId, orderId, reason })
  if (card) card.blocked = true
  count(shop, 'refunded')
}

export async function freeze(shop: Shop, card: HeldCard): Promise<void> {
  await freezeCard(shop.parts.db, {
    ...by(shop, shop.owner),
    cardId: card.cardId,
    reason: '顾客来电：手机遗失',
  })
  card.blocked = true
  count(shop, 'frozen')
}

export async function unfreeze(shop: Shop, card: HeldCard): Promise<void> {
  await unfreezeCard(shop.parts.db, { ...by(shop, shop.owner), cardId: card.cardId })
  card.blocked = false
  count(shop, 'unfrozen')
}
