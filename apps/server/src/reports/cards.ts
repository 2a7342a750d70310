import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { cardRoutes } from '@sesame/contract/cards'
import type { Sql, Tx } from '../kernel/db.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { Sight } from '../modules/access/index.ts'
import { startsWith, when, within } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'
import type { PageQuery } from './paging.ts'

export type Summary = AnswerOf<typeof cardRoutes.listCards>['items'][number]
type SummaryRow = Omit<Summary, 'openedAt'> & { openedAt: Date }

const matches = (text: string): Sql =>
  /^\d{4}$/.test(text)
    ? sql`c.mobile_tail = ${text}`
    : sql`(k.number = ${text} or ${startsWith(sql`c.name`, text)})`

/** Cards with what is left on them, read from the ledger. */
export async function listCards(tx: Tx, query: QueryOf<typeof cardRoutes.listCards>) {
  const { search, state, typeId, customerId } = query
  const where = sql`true
    ${when(search, matches)}
    ${when(state, (one) => sql`k.state = ${one}`)}
    ${when(typeId, (id) => sql`k.type_id = ${id}`)}
    ${when(customerId, (id) => sql`k.customer_id = ${id}`)}
    ${afterCursor(query, sql`k.opened_at`, sql`k.id`)}`
  const rows = await tx.query(cardRows(tx, where, limitOf(query) + 1))
  return pageOf(rows, query, (row) => row.openedAt)
}

/** A customer's own cards at this merchant, newest first; a person holds few. */
export async function listCardsOfCustomer(tx: Tx, customerId: string): Promise<SummaryRow[]> {
  return tx.query(cardRows(tx, sql`k.customer_id = ${customerId}`, 100))
}

/** Joins the balance of the account with this code, 0 when it never moved. */
const balanceOf = (code: Sql): Sql => sql`coalesce((
  select b.balance from ledger_account a
  join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
  where a.merchant_id = k.merchant_id and a.code = ${code}), 0)`

function cardRows(tx: Tx, where: Sql, limit: number): Sql<SummaryRow> {
  const code = (middle: string) => sql`'card:' || k.id || ${middle}`
  const ofPots = (column: Sql): Sql => sql`(
    select coalesce(sum(${column}), 0)::bigint from card_pot p
    where p.merchant_id = k.merchant_id and p.card_id = k.id)`
  return sql<SummaryRow>`
    select k.id, k.number, k.type_id as "typeId", t.name as "typeName", t.face_color as "faceColor", k.state,
      k.customer_id as "customerId", c.name as "customerName", coalesce(c.mobile_masked, '') as "customerMobile",
      ${ofPots(balanceOf(sql`${code(':principal:')} || p.pot`))} as "principalFen",
      ${balanceOf(code(':bonus'))} as "bonusFen",
      ${ofPots(sql`case when p.product_id is null then 0 else ${balanceOf(sql`${code(':visits:')} || p.pot`)}
        + ${balanceOf(sql`${code(':gift-visits:')} || p.pot`)} end`)} as "visitsLeft",
      k.opened_at as "openedAt"
    from card k
    join card_type t on t.merchant_id = k.merchant_id and t.id = k.type_id
    join customer c on c.merchant_id = k.merchant_id and c.id = k.customer_id
    where k.merchant_id = ${tx.merchantId} and ${where}
    order by k.opened_at desc, k.id desc limit ${limit}`
}

type CardEvent = Omit<AnswerOf<typeof cardRoutes.listCardEvents>['items'][number], 'at'> & { at: Date }

/** Everything that happened to a card, newest first. */
export async function listCardEvents(tx: Tx, cardId: string, query: PageQuery) {
  const rows = await tx.query(sql<CardEvent>`
    select e.id, e.created_at as at, e.kind, e.title, e.visits, p.name as "productName",
      e.principal_fen as "principalFen", e.bonus_fen as "bonusFen",
      coalesce(s.name, case e.actor_kind when 'customer' then c.name else '系统' end) as "actorName",
      e.order_id as "orderId", e.redemption_id as "redemptionId"
    from card_event e
    join card k on k.merchant_id = e.merchant_id and k.id = e.card_id
    join customer c on c.merchant_id = k.merchant_id and c.id = k.customer_id
    left join product p on p.merchant_id = e.merchant_id and p.id = e.product_id
    left join staff s on s.merchant_id = e.merchant_id and s.id::text = e.actor_id and e.actor_kind = 'staff'
    where e.merchant_id = ${tx.merchantId} and e.card_id = ${cardId}
      ${afterCursor(query, sql`e.created_at`, sql`e.id`)}
    order by e.created_at desc, e.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.at)
}

type Redemption = AnswerOf<typeof cardRoutes.getRedemption>
export type RedemptionRow = Omit<Redemption, 'at'> & { at: Date }

/** Redemptions that this staff member may see, newest first. */
export async function listRedemptions(
  tx: Tx,
  sight: Sight,
  query: QueryOf<typeof cardRoutes.listRedemptions>,
) {
  const { search, state, cardId, staffId, storeId, productId, mine } = query
  const where = sql`${scopeFilter(sight, { storeColumn: 'r.store_id', staffColumn: 'r.staff_id' })}
    ${when(search, matches)}
    ${when(state, (one) => sql`r.state = ${one}`)}
    ${when(cardId, (id) => sql`r.card_id = ${id}`)}
    ${when(staffId, (id) => sql`r.staff_id = ${id}`)}
    ${when(storeId, (id) => sql`r.store_id = ${id}`)}
    ${when(productId, (id) => sql`r.product_id = ${id}`)}
    ${when(mine || undefined, () => sql`r.staff_id = ${sight.staffId}`)}
    ${within(sql`r.created_at`, query)}
    ${afterCursor(query, sql`r.created_at`, sql`r.id`)}`
  const rows = await tx.query(redemptionRows(tx, where, limitOf(query) + 1))
  return pageOf(rows, query, (row) => row.at)
}

export async function findRedemptionView(
  tx: Tx,
  sight: Sight,
  id: string,
): Promise<RedemptionRow | undefined> {
  const seen = scopeFilter(sight, { storeColumn: 'r.store_id', staffColumn: 'r.staff_id' })
  return tx.one(redemptionRows(tx, sql`r.id = ${id} and ${seen}`, 1))
}

/** Of these, those that this staff member may see, by id. */
export async function findRedemptionViews(
  tx: Tx,
  sight: Sight,
  ids: readonly string[],
): Promise<Map<string, RedemptionRow>> {
  const seen = scopeFilter(sight, { storeColumn: 'r.store_id', staffColumn: 'r.staff_id' })
  const where = sql`r.id = any(${[...ids]}::uuid[]) and ${seen}`
  const rows = await tx.query(redemptionRows(tx, where, ids.length))
  return new Map(rows.map((row) => [row.id, row]))
}

function redemptionRows(tx: Tx, where: Sql, limit: number): Sql<RedemptionRow> {
  return sql<RedemptionRow>`
    select r.id, r.created_at as at, r.state, r.card_id as "cardId", k.number as "cardNumber",
      r.order_id as "orderId", c.name as "customerName", coalesce(c.mobile_masked, '') as "customerMobile",
      p.name as "productName", r.note, r.visits, r.gift_visits as "giftVisits", r.amount_fen as "amountFen",
      r.earned_fen as "earnedFen", r.bonus_fen as "bonusFen", s.name as "staffName", store.name as "storeName",
      r.undone_at as "undoneAt", r.undo_until as "undoUntil"
    from redemption r
    join card k on k.merchant_id = r.merchant_id and k.id = r.card_id
    join customer c on c.merchant_id = r.merchant_id and c.id = r.customer_id
    join staff s on s.merchant_id = r.merchant_id and s.id = r.staff_id
    left join product p on p.merchant_id = r.merchant_id and p.id = r.product_id
    left join store on store.merchant_id = r.merchant_id and store.id = r.store_id
    where r.merchant_id = ${tx.merchantId} and ${where}
    order by r.created_at desc, r.id desc limit ${limit}`
}
