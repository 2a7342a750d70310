import type { Tx } from '../../../kernel/db.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import { kindOf } from '../../../lines/index.ts'
import type { Left, WantedBack } from '../../../lines/kind.ts'
import { cardsOf } from '../../../lines/pipeline.ts'
import { lockCards } from '../../../modules/card/index.ts'
import { linesOf } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import { earlierTakings, refundTooMuch } from '../../../modules/refund/index.ts'
import type { Taking } from '../../../modules/refund/index.ts'
import { planRefund } from './plan-refund.ts'
import type { Planned } from './plan-refund.ts'

/**
 * An amount that was given back without saying for what. All of the order, or as much of it as nobody used: by the
 * lines' order what can be split to the fen (money of goods, stored value), then unused visits that are worth the rest.
 * Refused when it does not come to exactly that. The order's row is locked.
 */
export async function planByAmount(tx: Tx, order: SaleOrder, amountFen: bigint): Promise<Planned> {
  const { id: orderId, paidFen } = order
  const lines = amountFen === paidFen ? undefined : await wantedBack(tx, order, amountFen)
  const planned = await planRefund(tx, order, { lines })
  if (planned.amountFen !== amountFen) throw refundTooMuch({ orderId, leftFen: Number(planned.amountFen) })
  return planned
}

async function wantedBack(tx: Tx, order: SaleOrder, amountFen: bigint): Promise<WantedBack[]> {
  const wanted: WantedBack[] = []
  const left = await leftOfLines(tx, order)
  let restFen = amountFen
  for (const [lineId, { amountFen: moneyFen, valueFen: storedFen }] of left) {
    const money = least(moneyFen, restFen)
    const valueFen = least(storedFen, fen(restFen - money))
    restFen -= money + valueFen
    wanted.push({ lineId, ...(money > 0n && { amountFen: money }), ...(valueFen > 0n && { valueFen }) })
  }
  for (const [place, { visits: pots }] of [...left.values()].entries()) {
    const visits = visitsWorth(pots, restFen)
    if (visits.length > 0) wanted[place] = { ...wanted[place]!, visits: visits.map(({ wanted: one }) => one) }
    restFen -= visits.reduce((sum, { worthFen }) => sum + worthFen, 0n)
  }
  return wanted.filter((one) => one.amountFen || one.valueFen || one.visits)
}

const least = (one: Fen, other: bigint): Fen => (other < one ? fen(other) : one)

/** Whole pots, and of the last as many as the rest needs; whether they are worth it to the fen, the plan tells. */
function visitsWorth(pots: Left['visits'], amountFen: bigint) {
  let restFen = amountFen
  return pots.flatMap(({ productId, visits, amountFen: potFen }) => {
    if (restFen <= 0n || potFen === 0n) return []
    const isAll = potFen <= restFen
    const count = isAll ? visits : Number((restFen * BigInt(visits) + potFen - 1n) / potFen)
    const worthFen = isAll ? potFen : restFen
    restFen -= worthFen
    return [{ wanted: { productId, visits: count }, worthFen }]
  })
}

/** By line, with the cards locked; a line of which all went back before has nothing left. */
async function leftOfLines(tx: Tx, order: SaleOrder): Promise<Map<string, Left>> {
  const lines = await linesOf(tx, order.id)
  await lockCards(tx, cardsOf(lines))
  const earlier = Map.groupBy(await earlierTakings(tx, order.id), ({ lineId }) => lineId)
  const left = new Map<string, Left>()
  for (const line of lines) {
    const own: Taking[] = earlier.get(line.id) ?? []
    if (own.some(({ kind }) => kind === 'whole')) continue
    left.set(line.id, await kindOf(line).left(tx, { line, earlier: own }))
  }
  return left
}
