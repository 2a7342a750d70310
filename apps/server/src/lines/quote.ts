import type { Tx } from '../kernel/db.ts'
import { lockCards } from '../modules/card/index.ts'
import { orderCardRequired, orderMixedKinds, totalOf } from '../modules/order/index.ts'
import type { LineDraft } from '../modules/order/index.ts'
import { kindOf } from './index.ts'
import type { Sale, Wanted } from './kind.ts'

/** What everything that is wanted costs this buyer, here and now. The buyer names no price. */
export async function quoteLines(tx: Tx, wanted: readonly Wanted[], sale: Sale): Promise<LineDraft[]> {
  checkFamily(wanted)
  await lockCards(tx, cardsToRecharge(wanted))
  const lines: LineDraft[] = []
  for (const one of wanted) lines.push(...(await kindOf(one).quote(tx, one, sale)))
  totalOf(lines)
  return lines
}

/** Cards and what is handed over at once are refunded by different rules, so they don't share an order. */
export function checkFamily(wanted: readonly Wanted[]): void {
  const families = new Set(wanted.map(({ kind }) => kind.startsWith('card-')))
  if (families.size > 1) throw orderMixedKinds()
  const cards = cardsToRecharge(wanted)
  if (new Set(cards).size < cards.length) throw orderCardRequired({ problem: 'twice' })
}

export function cardsToRecharge(wanted: readonly Wanted[]): string[] {
  return wanted.flatMap(({ kind, cardId }) => (kind === 'card-recharge' && cardId ? [cardId] : []))
}
