import { sql } from 'kysely'
import type { Sql, Tx } from '../kernel/db.ts'
import { cardNotFound, heldOf, holdingsOfEach } from '../modules/card/index.ts'
import type { Holdings } from '../modules/card/index.ts'
import type { Summary } from './cards.ts'

/** A card with what it holds. Staff who redeem see every card of their merchant: customers go anywhere. */
export async function getCardView(tx: Tx, cardId: string) {
  return firstOf(await readCards(tx, sql`k.id = ${cardId}`), cardId)
}

export async function getCardOfCustomer(tx: Tx, customerId: string, cardId: string) {
  return firstOf(await readCards(tx, sql`k.id = ${cardId} and k.customer_id = ${customerId}`), cardId)
}

export type CardView = Awaited<ReturnType<typeof readCards>>[number]

export async function listCardViews(tx: Tx, cardIds: readonly string[]): Promise<Map<string, CardView>> {
  const views = await readCards(tx, sql`k.id = any(${[...cardIds]}::uuid[])`)
  return new Map(views.map((view) => [view.id, view]))
}

function firstOf([view]: CardView[], cardId: string): CardView {
  if (!view) throw cardNotFound({ cardId })
  return view
}

async function readCards(tx: Tx, where: Sql) {
  const rows = await tx.query(cardsWithNames(tx, where))
  const holdings = await holdingsOfEach(
    tx,
    rows.map(({ id }) => id),
  )
  const products = await productsOf(tx, [...holdings.values()])
  return rows.map((row) => ({ ...row, ...figuresOf(holdings.get(row.id)!, products) }))
}

type Row = Omit<Summary, 'openedAt' | 'principalFen' | 'bonusFen' | 'visitsLeft'> & {
  openedAt: Date
  openedOrderId: string | null
  sellerName: string | null
}

function cardsWithNames(tx: Tx, where: Sql): Sql<Row> {
  return sql<Row>`
    select k.id, k.number, k.type_id as "typeId", t.name as "typeName", t.face_color as "faceColor", k.state,
      k.customer_id as "customerId", c.name as "customerName", coalesce(c.mobile_masked, '') as "customerMobile",
      k.opened_at as "openedAt", k.opened_order_id as "openedOrderId", s.name as "sellerName"
    from card k
    join card_type t on t.merchant_id = k.merchant_id and t.id = k.type_id
    join customer c on c.merchant_id = k.merchant_id and c.id = k.customer_id
    left join staff s on s.merchant_id = k.merchant_id and s.id = k.seller_id
    where k.merchant_id = ${tx.merchantId} and ${where}`
}

function figuresOf(holdings: Holdings, products: readonly Named[]) {
  const { value, visits } = holdings
  const advancedFen = visits.reduce((sum, one) => sum + one.advancedFen, 0n) + value.advancedFen
  return {
    principalFen: heldOf(holdings) as bigint,
    bonusFen: value.bonusFen as bigint,
    visitsLeft: Number(visits.reduce((sum, { paid, gift }) => sum + paid + gift, 0n)),
    holdings: namedHoldings(holdings, products),
    valuePrincipalFen: value.principalFen,
    heldFen: heldOf(holdings) - advancedFen,
  }
}

type Named = { id: string; name: string; unit: string }

async function productsOf(tx: Tx, holdings: readonly Holdings[]): Promise<Named[]> {
  const ids = new Set(holdings.flatMap(({ visits }) => visits.map(({ productId }) => productId)))
  if (ids.size === 0) return []
  return tx.query(sql<Named>`
    select id, name, unit from product
    where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[]) order by name, id`)
}

function namedHoldings({ visits }: Holdings, products: readonly Named[]) {
  return products.flatMap(({ id, name, unit }) => {
    const holding = visits.find(({ productId }) => productId === id)
    if (!holding) return []
    const left = { visitsLeft: Number(holding.paid), giftVisitsLeft: Number(holding.gift) }
    return [{ productId: id, productName: name, unit, ...left }]
  })
}
