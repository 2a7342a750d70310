import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { balancesOf } from '../../ledger/index.ts'
import type { Account } from '../../ledger/index.ts'
import { cardAdvanced, cardBonus, cardGiftVisits, cardPrincipal, cardVisits } from '../chart/index.ts'
import type { Holdings } from './types.ts'

/** The products whose visits a card has or had. */
export async function listVisitPots(tx: Tx, cardId: string): Promise<string[]> {
  const rows = await tx.query(sql<{ productId: string }>`
    select product_id as "productId" from card_pot
    where merchant_id = ${tx.merchantId} and card_id = ${cardId} and product_id is not null order by product_id`)
  return rows.map((row) => row.productId)
}

export async function addPots(tx: Tx, cardId: string, pots: readonly string[]): Promise<void> {
  if (pots.length === 0) return
  const rows = pots.map(
    (pot) => sql`(${tx.merchantId}::uuid, ${cardId}::uuid, ${pot}, ${pot === 'value' ? null : pot}::uuid)`,
  )
  await tx.query(sql`
    insert into card_pot (merchant_id, card_id, pot, product_id) values ${sql.join(rows)}
    on conflict (merchant_id, card_id, pot) do nothing`)
}

/** What a card holds now, read from the books. Steady only while the card's row is locked. */
export async function holdingsOf(tx: Tx, cardId: string): Promise<Holdings> {
  const products = await listVisitPots(tx, cardId)
  const accounts = [
    cardPrincipal(cardId, 'value'),
    cardAdvanced(cardId, 'value'),
    cardBonus(cardId),
    ...products.flatMap((product) => accountsOfVisits(cardId, product)),
  ]
  const balances = await balancesOf(tx, accounts)
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

function accountsOfVisits(cardId: string, productId: string): Account[] {
  return [
    cardPrincipal(cardId, productId),
    cardAdvanced(cardId, productId),
    cardVisits(cardId, productId),
    cardGiftVisits(cardId, productId),
  ]
}
