import { auditEach } from '../../../kernel/audit.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import { fen, fenToYuan } from '../../../kernel/money.ts'
import { tellEach } from '../../../jobs/tell.ts'
import { insertCardEvents, saveUsedCodes } from '../../../modules/card/index.ts'
import type { Card, UsedCode } from '../../../modules/card/index.ts'
import { insertDeals } from '../../../modules/deal/index.ts'
import { insertConsumptions } from '../../../modules/order/index.ts'
import type { SalesSettings } from '../../../modules/order/index.ts'
import { findProducts } from '../../../modules/product/index.ts'
import type { Product } from '../../../modules/product/index.ts'
import { insertRedemptions } from '../../../modules/redemption/index.ts'
import type { Taken, Use } from './take-use.ts'

/** What a request was decided to be, on the state that the one before it left. */
export type Decided = {
  request: { actor: Actor; staffId: string; storeId: string | null; use: Use }
  redemptionId: string
  card: Card
  code: UsedCode
  taken: Taken
}

/** The code used, the order and deal behind it, the redemption, the card's history, the log and the message. */
export async function recordRedemptions(
  tx: Tx,
  decided: readonly Decided[],
  { redemptionUndoHours }: SalesSettings,
): Promise<void> {
  if (decided.length === 0) return
  const products = await findProducts(tx, [
    ...new Set(decided.flatMap(({ request: { use } }) => productIdOf(use) ?? [])),
  ])
  const records = decided.map((one) => recordOf(tx, one, products))
  const undoUntil = new Date(tx.now.getTime() + redemptionUndoHours * 3_600_000)

  await saveUsedCodes(
    tx,
    decided.map(({ code }) => code),
  )
  await insertConsumptions(
    tx,
    records.map((one) => ({ ...one, sellerId: one.staffId, name: one.title, quantity: one.used || 1 })),
  )
  await insertDeals(
    tx,
    records
      .filter(({ amountFen }) => amountFen > 0n)
      .map((one) => ({ ...one, sellerId: one.staffId, tender: 'card' as const })),
  )
  await insertRedemptions(
    tx,
    records.map((one) => ({ ...one, id: one.redemptionId, undoUntil })),
  )
  await insertCardEvents(tx, records.map(cardEventOf))
  await auditEach(tx, records.map(auditOf))
  await tellEach(
    tx,
    records.map((one) => toldOf(one, tx.now)),
  )
}

type Record = ReturnType<typeof recordOf>

function recordOf(
  tx: Tx,
  { request, redemptionId, card, taken }: Decided,
  products: ReadonlyMap<string, Product>,
) {
  const { actor, staffId, storeId, use } = request
  const { transfers: _, after: __, left, ...figures } = taken
  const productId = productIdOf(use)
  const product = productId ? products.get(productId)! : undefined
  const note = use.kind === 'value' ? (use.note ?? '') : ''
  return {
    redemptionId,
    orderId: tx.newId(),
    cardId: card.id,
    customerId: card.customerId,
    actor,
    staffId,
    storeId,
    productId,
    note,
    ...figures,
    figures,
    used: figures.visits + figures.giftVisits,
    title: product?.name ?? (note || '储值消费'),
    left: product ? `剩余 ${left} ${product.unit}` : `余额 ${fenToYuan(fen(left))} 元`,
  }
}

function productIdOf(use: Use): string | null {
  return use.kind === 'visits' ? use.productId : null
}

function cardEventOf({ cardId, title, actor, productId, orderId, redemptionId, ...one }: Record) {
  const moved = { visits: -one.used, principalFen: -one.earnedFen, bonusFen: -one.bonusFen }
  return { cardId, kind: 'redeemed' as const, title, actor, productId, orderId, redemptionId, ...moved }
}

function auditOf({ actor, redemptionId, cardId, figures }: Record) {
  const subject = { subjectKind: 'redemption', subjectId: redemptionId }
  return { actor, action: 'card.redeemed', ...subject, after: { cardId, ...figures } }
}

function toldOf({ customerId, redemptionId, title, used, amountFen, left }: Record, now: Date) {
  const content = { title, visits: used, amountFen: Number(amountFen), left, at: now.toISOString() }
  const subject = { subjectKind: 'redemption', subjectId: redemptionId }
  return { customerId, event: 'card.redeemed' as const, ...subject, content }
}
