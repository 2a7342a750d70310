import { visitsOf } from '../../../cards/parts/card-holdings.tsx'
import type { Card } from '../../counter-types.ts'

type Holding = Card['holdings'][number]
export type Choice =
  | { kind: 'visits'; key: string; holding: Holding; left: number }
  | { kind: 'value'; key: string; leftFen: number }

/** What can be used of a card: each product with visits left, then its stored value. */
export function choicesOf(card: Card): Choice[] {
  const visits = card.holdings
    .map((holding): Choice => ({ kind: 'visits', key: holding.productId, holding, left: visitsOf(holding) }))
    .filter((choice) => choice.kind === 'visits' && choice.left > 0)
  const leftFen = card.valuePrincipalFen + card.bonusFen
  return leftFen > 0 ? [...visits, { kind: 'value', key: 'value', leftFen }] : visits
}
