import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { CardState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { unnested } from '../../kernel/unnested.ts'
import { cardNotFound, cardStates } from './rules.ts'
import type { Card } from './types.ts'

const columns = sql`id, number, type_id as "typeId", customer_id as "customerId", state, named,
  secret_sealed as "secretSealed", opened_order_id as "openedOrderId", seller_id as "sellerId",
  opened_at as "openedAt"`

export async function findCard(tx: Tx, id: string): Promise<Card | undefined> {
  return tx.one(sql<Card>`select ${columns} from card where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function getCard(tx: Tx, id: string): Promise<Card> {
  const card = await findCard(tx, id)
  if (!card) throw cardNotFound({ cardId: id })
  return card
}

export async function findCardByNumber(tx: Tx, number: string): Promise<Card | undefined> {
  return (await findCardsByNumber(tx, [number])).get(number)
}

export async function findCardsByNumber(tx: Tx, numbers: readonly string[]): Promise<Map<string, Card>> {
  const rows = await tx.query(sql<Card>`
    select ${columns} from card where merchant_id = ${tx.merchantId} and number = any(${[...numbers]}::text[])`)
  return new Map(rows.map((row) => [row.number, row]))
}

/** Locks in the order of ids. Whoever moves what a card holds has its row locked first. */
export async function lockCards(tx: Tx, ids: readonly string[]): Promise<Map<string, Card>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query(sql<Card>`
    select ${columns} from card where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])
    order by id for update`)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function lockCard(tx: Tx, id: string): Promise<Card> {
  const card = (await lockCards(tx, [id])).get(id)
  if (!card) throw cardNotFound({ cardId: id })
  return card
}

export type NewCard = Pick<Card, 'typeId' | 'customerId' | 'named' | 'openedOrderId' | 'sellerId'>

/**
 * Electronic cards are born active, each with a secret of its own and a number nobody else has: those drawn that
 * somebody has already are drawn again. In the order of the drafts.
 */
export async function insertCards(tx: Tx, vault: Vault, drafts: readonly NewCard[]): Promise<Card[]> {
  const made = drafts.map((draft) => {
    const id = tx.newId()
    return { ...draft, id, secretSealed: vault.seal(tx.random(32), secretContext(id)) }
  })
  const cards = new Map<string, Card>()
  for (let attempt = 0; attempt < 20 && cards.size < made.length; attempt++) {
    const left = made.filter(({ id }) => !cards.has(id))
    const rows = await tx.query(sql<Card>`
      insert into card (merchant_id, state, opened_at, id, number, type_id, customer_id, named, secret_sealed,
        opened_order_id, seller_id)
      select ${tx.merchantId}::uuid, 'active', ${tx.now}::timestamptz, w.* from ${unnested(left, {
        id: ['uuid', ({ id }) => id],
        number: ['text', () => newCardNumber(tx)],
        type_id: ['uuid', ({ typeId }) => typeId],
        customer_id: ['uuid', ({ customerId }) => customerId],
        named: ['boolean', ({ named }) => named],
        secret_sealed: ['bytea', ({ secretSealed }) => secretSealed],
        opened_order_id: ['uuid', ({ openedOrderId }) => openedOrderId],
        seller_id: ['uuid', ({ sellerId }) => sellerId],
      })}
      on conflict (merchant_id, number) do nothing returning ${columns}`)
    for (const row of rows) cards.set(row.id, row)
  }
  assert(cards.size === made.length, 'no free card number was found')
  return made.map(({ id }) => cards.get(id)!)
}

function newCardNumber(tx: Tx): string {
  return (tx.random(8).readBigUInt64BE() % 10_000_000_000n).toString().padStart(10, '0')
}

export function secretContext(cardId: string): string {
  return `card ${cardId}`
}

/** Changes the state by the table; the caller holds the row's lock. */
export async function markCard(tx: Tx, card: Card, state: CardState): Promise<Card> {
  cardStates.check(card.state, state)
  await tx.query(sql`
    update card set state = ${state} where merchant_id = ${tx.merchantId} and id = ${card.id}`)
  return { ...card, state }
}
