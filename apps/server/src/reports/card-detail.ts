import { sql } from 'kysely'
import type { Sql, Tx } from '../kernel/db.ts'
import { cardNotFound, heldOf, holdingsOf } from '../modules/card/index.ts'
import type { Holdings } from '../modules/card/index.ts'
import { cardRows } from './cards.ts'

/** A card with what it holds. Staff who redeem see every card of their merchant: customers go anywhere. */
export async function getCardView(tx: Tx, cardId: string) {
  return readCard(tx, sql`k.id = ${cardId}`, cardId)
}

export async function getCardOfCustomer(tx: Tx, customerId: string, cardId: string) {
  return readCard(tx, sql`k.id = ${cardId} and k.customer_id = ${customerId}`, cardId)
}

async function readCard(tx: Tx, where: Sql, cardId: string) {
  const summary = await tx.one(cardRows(tx, where, 1))
  if (!summary) throw cardNotFound({ cardId })
  const holdings = await holdingsOf(tx, cardId)
  const advancedFen =
    holdings.visits.reduce((sum, one) => sum + one.advancedFen, 0n) + holdings.value.advancedFen
  const opening = await tx.one(sql<{ openedOrderId: string | null; sellerName: string | null }>`
    select k.opened_order_id as "openedOrderId", s.name as "sellerName"
    from card k left join staff s on s.merchant_id = k.merchant_id and s.id = k.seller_id
    where k.merchant_id = ${tx.merchantId} and k.id = ${cardId}`)
  return {
    ...summary,
    ...opening,
    holdings: await namedHoldings(tx, holdings),
    valuePrincipalFen: holdings.value.principalFen,
    heldFen: heldOf(holdings) - advancedFen,
  }
}

type Named = { id: string; name: string; unit: string }

async function namedHoldings(tx: Tx, { visits }: Holdings) {
  const ids = visits.map(({ productId }) => productId)
  const products = await tx.query(sql<Named>`
    select id, name, unit from product
    where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[]) order by name, id`)
  return products.map(({ id, name, unit }) => {
    const holding = visits.find(({ productId }) => productId === id)!
    return {
      productId: id,
      productName: name,
      unit,
      visitsLeft: Number(holding.paid),
      giftVisitsLeft: Number(holding.gift),
    }
  })
}
