import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { unnested } from '../../kernel/unnested.ts'
import { balancesOf } from '../../ledger/index.ts'
import type { Account } from '../../ledger/index.ts'
import { cardAdvanced, cardBonus, cardGiftVisits, cardPrincipal, cardVisits } from '../chart/index.ts'
import type { Holdings } from './types.ts'

/** The pots that cards have or had, by card: products, and 'value'. */
async function listPots(tx: Tx, cardIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.query(sql<{ cardId: string; pots: string[] }>`
    select card_id as "cardId", array_agg(pot order by product_id) as pots from card_pot
    where merchant_id = ${tx.merchantId} and card_id = any(${[...cardIds]}::uuid[]) group by card_id`)
  return new Map(rows.map((row) => [row.cardId, row.pots]))
}

export async function addPots(tx: Tx, cardId: string, pots: readonly string[]): Promise<void> {
  await addPotsEach(
    tx,
    pots.map((pot) => ({ cardId, pot })),
  )
}

export async function addPotsEach(tx: Tx, pots: readonly { cardId: string; pot: string }[]): Promise<void> {
  if (pots.length === 0) return
  await tx.query(sql`
    insert into card_pot (merchant_id, card_id, pot, product_id)
    select ${tx.merchantId}::uuid, w.* from ${unnested(pots, {
      card_id: ['uuid', ({ cardId }) => cardId],
      pot: ['text', ({ pot }) => pot],
      product_id: ['uuid', ({ pot }) => (pot === 'value' ? null : pot)],
    })}
    on conflict (merchant_id, card_id, pot) do nothing`)
}

/** What a card holds now, read from the books. Steady only while the card's row is locked. */
export async function holdingsOf(tx: Tx, cardId: string): Promise<Holdings> {
  return (await holdingsOfEach(tx, [cardId])).get(cardId)!
}

export async function holdingsOfEach(tx: Tx, cardIds: readonly string[]): Promise<Map<string, Holdings>> {
  if (cardIds.length === 0) return new Map()
  const pots = await listPots(tx, cardIds)
  const balances = await balancesOf(
    tx,
    cardIds.flatMap((cardId) => accountsOfCard(cardId, pots.get(cardId) ?? [])),
  )
  return new Map(cardIds.map((cardId) => [cardId, readHoldings(cardId, pots.get(cardId) ?? [], balances)]))
}

function readHoldings(
  cardId: string,
  pots: readonly string[],
  balances: ReadonlyMap<string, bigint>,
): Holdings {
  const products = pots.filter((pot) => pot !== 'value')
  const balance = (account: Account) => balances.get(account.code) ?? 0n
  return {
    value: {
      principalFen: fen(balance(cardPrincipal(cardId, 'value'))),
      bonusFen: fen(balance(cardBonus(cardId))),
      advancedFen: fen(balance(cardAdvanced(cardId, 'value'))),
    },
    visits: products.map((productId) => ({
      productId,
      paid: balance(cardVisits(cardId, productId)),
      gift: balance(cardGiftVisits(cardId, productId)),
      principalFen: fen(balance(cardPrincipal(cardId, productId))),
      advancedFen: fen(balance(cardAdvanced(cardId, productId))),
    })),
  }
}

function accountsOfCard(cardId: string, pots: readonly string[]): Account[] {
  return pots.flatMap((pot) => (pot === 'value' ? accountsOfValue(cardId) : accountsOfVisits(cardId, pot)))
}

function accountsOfValue(cardId: string): Account[] {
  return [cardPrincipal(cardId, 'value'), cardAdvanced(cardId, 'value'), cardBonus(cardId)]
}

function accountsOfVisits(cardId: string, productId: string): Account[] {
  return [
    cardPrincipal(cardId, productId),
    cardAdvanced(cardId, productId),
    cardVisits(cardId, productId),
    cardGiftVisits(cardId, productId),
  ]
}
