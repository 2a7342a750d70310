import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import type { Actor } from '../kernel/idempotency.ts'
import { fen } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'
import type { Transfer } from '../ledger/index.ts'
import { checkActive, holdingsOf, insertCardEvent, lockCard } from '../modules/card/index.ts'
import type { CardTerms, Holdings } from '../modules/card/index.ts'
import {
  bonusCost,
  cardBonus,
  cardGiftVisits,
  cardPrincipal,
  cardVisits,
  issued,
} from '../modules/chart/index.ts'
import type { OrderLine } from '../modules/order/index.ts'
import { refundLineWrong, refundPotMixed, refundTooMuch } from '../modules/refund/index.ts'
import type { GiftVisits, Taking } from '../modules/refund/index.ts'
import { grantedOf, termsOf } from './card-terms.ts'
import type { Kind, PartReversal, WantedBack } from './kind.ts'

type Parts = Pick<Kind, 'left' | 'plan' | 'take' | 'giveAgain'>

/**
 * Of an opening or a recharge: unused visits with their share of what their pot still holds, and stored value. The card
 * goes on. What was given for free goes back in proportion to the money.
 */
export const partsOfCard: Parts = {
  async left(tx, { line, earlier }) {
    const held = await holdingsOf(tx, line.cardId!)
    const visits = termsOf(line).parts.flatMap(({ productId, kind, gift }) => {
      if (kind !== 'visits' || gift || !productId) return []
      const left = visitsLeft(line, productId, { held, earlier })
      return left.visits > 0 ? [{ productId, visits: left.visits, amountFen: left.worth(left.visits) }] : []
    })
    return { quantity: 0, amountFen: fen(0), visits, valueFen: valueLeft(line, { held, earlier }) }
  },

  async plan(tx, { order, line, wanted, earlier }) {
    checkActive(await lockCard(tx, line.cardId!))
    if (wanted.quantity !== undefined || wanted.amountFen !== undefined)
      throw refundLineWrong({ lineId: line.id })
    if (wanted.whole) return wholeOf(line, { wanted, earlier })
    assert(order.tender !== 'card', 'a card is not bought with a card')
    const held = await holdingsOf(tx, line.cardId!)
    const takings = [
      ...visitsWanted(line, wanted, { held, earlier }),
      ...valueWanted(line, wanted, { held, earlier }),
    ]
    return withGifts(line, takings, { held, earlier })
  },

  async take(tx, { order, line, takings, reserve, keyPrefix, actor }) {
    await recordPart(tx, { order, line, takings, actor }, -1)
    const subject = { subjectKind: 'order', subjectId: order.id }
    const cardId = line.cardId!
    return takings.flatMap((one): Transfer[] => {
      const pot = one.productId ?? 'value'
      const back = { kind: 'refund.taken_back', ...subject }
      const principal: Transfer = {
        key: `${keyPrefix}:principal:${pot}`,
        debit: cardPrincipal(cardId, pot),
        credit: reserve,
        amount: one.amountFen,
        kind: 'refund.reserved',
        ...subject,
      }
      const bonus: Transfer = {
        key: `${keyPrefix}:bonus`,
        debit: cardBonus(cardId),
        credit: bonusCost(),
        amount: one.bonusFen,
        ...back,
      }
      const gifts = one.giftVisits.map(({ productId, visits }): Transfer => ({
        key: `${keyPrefix}:gift-visits:${productId}`,
        debit: cardGiftVisits(cardId, productId),
        credit: issued(productId),
        amount: BigInt(visits),
        ...back,
      }))
      return [principal, bonus, ...gifts, ...visitsBack(cardId, one, `${keyPrefix}:visits`, back)]
    })
  },

  giveAgain: (tx, reversal) => recordPart(tx, reversal, 1),
}

function visitsBack(
  cardId: string,
  { productId, quantity }: Taking,
  key: string,
  back: Pick<Transfer, 'kind' | 'subjectKind' | 'subjectId'>,
): Transfer[] {
  if (!productId) return []
  const debit = cardVisits(cardId, productId)
  return [{ key: `${key}:${productId}`, debit, credit: issued(productId), amount: BigInt(quantity), ...back }]
}

type Known = { held: Holdings; earlier: readonly Taking[] }

function wholeOf(line: OrderLine, { wanted, earlier }: { wanted: WantedBack; earlier: readonly Taking[] }) {
  if (wanted.visits || wanted.valueFen !== undefined) throw refundLineWrong({ lineId: line.id })
  if (earlier.length > 0) throw refundTooMuch({ lineId: line.id })
  const { id: lineId, productId, quantity, amountFen } = line
  return [
    { lineId, kind: 'whole' as const, productId, quantity, amountFen, bonusFen: fen(0), giftVisits: [] },
  ]
}

function visitsWanted(line: OrderLine, { visits = [] }: WantedBack, known: Known): Taking[] {
  const asked = new Set(visits.map(({ productId }) => productId))
  if (asked.size < visits.length) throw refundLineWrong({ lineId: line.id })
  return visits.map((one) => {
    const left = visitsLeft(line, one.productId, known)
    if (one.visits > left.visits)
      throw refundTooMuch({ lineId: line.id, productId: one.productId, left: left.visits })
    left.check(one.visits)
    const taking = emptyOf(line, { kind: 'visits', productId: one.productId })
    return { ...taking, quantity: one.visits, amountFen: left.worth(one.visits) }
  })
}

function valueWanted(line: OrderLine, { valueFen = 0n }: WantedBack, known: Known): Taking[] {
  if (valueFen === 0n) return []
  const leftFen = valueLeft(line, known)
  if (valueFen > leftFen) throw refundTooMuch({ lineId: line.id, leftFen: Number(leftFen) })
  return [{ ...emptyOf(line, { kind: 'value', productId: null }), amountFen: fen(valueFen) }]
}

function emptyOf(line: OrderLine, one: Pick<Taking, 'kind' | 'productId'>): Taking {
  return { lineId: line.id, ...one, quantity: 0, amountFen: fen(0), bonusFen: fen(0), giftVisits: [] }
}

/** What this line put into a pot, less what refunds took of it. */
function paidInto(line: OrderLine, productId: string | null, earlier: readonly Taking[]) {
  const parts = termsOf(line).parts.filter(
    (part) =>
      !part.gift && part.productId === productId && part.kind === (productId ? 'visits' : 'stored-value'),
  )
  const taken = earlier.filter(
    (one) => one.kind !== 'units' && one.productId === productId && one.kind !== 'whole',
  )
  return {
    visits: sum(parts, (part) => part.visits) - sum(taken, (one) => one.quantity),
    amountFen:
      BigInt(sum(parts, (part) => part.computedFen)) - BigInt(sum(taken, (one) => Number(one.amountFen))),
  }
}

const sum = <T>(items: readonly T[], pick: (item: T) => number): number =>
  items.reduce((total, item) => total + pick(item), 0)

/**
 * A pot may hold what several orders paid, at different prices: visits are worth their share of it, though never more
 * than this order has in it. The last ones may not leave money behind that no visit is left for.
 */
function visitsLeft(line: OrderLine, productId: string, { held, earlier }: Known) {
  const pot = held.visits.find((one) => one.productId === productId)
  const own = paidInto(line, productId, earlier)
  if (!pot) return { visits: 0, worth: () => fen(0), check: () => undefined }
  assert(pot.advancedFen === 0n, 'no contract advances visits yet')
  const worth = (visits: number): Fen => {
    if (visits === 0) return fen(0)
    const share = (pot.principalFen * BigInt(visits)) / pot.paid
    return fen(share > own.amountFen ? own.amountFen : share)
  }
  const check = (visits: number) => {
    if (BigInt(visits) === pot.paid && pot.principalFen > own.amountFen)
      throw refundPotMixed({ lineId: line.id })
  }
  return { visits: Math.min(own.visits, Number(pot.paid)), worth, check }
}

function valueLeft(line: OrderLine, { held, earlier }: Known): Fen {
  assert(held.value.advancedFen === 0n, 'no contract advances stored value yet')
  const own = paidInto(line, null, earlier).amountFen
  return fen(own < held.value.principalFen ? own : held.value.principalFen)
}

/** So much of each gift as the money is of the line's price, rounded up, and never more than is left of it. */
function withGifts(line: OrderLine, takings: readonly Taking[], { held, earlier }: Known): Taking[] {
  const [first, ...rest] = takings
  if (!first || line.amountFen === 0n) return [...takings]
  const refunded = sum([...earlier, ...takings], (one) => Number(one.amountFen))
  const share = (granted: number, before: number, left: bigint) => {
    const target =
      (BigInt(granted) * BigInt(refunded) + line.amountFen - 1n) / line.amountFen - BigInt(before)
    return target < 0n ? 0n : target < left ? target : left
  }
  const bonusBefore = sum(earlier, (one) => Number(one.bonusFen))
  const bonusFen = fen(share(Number(grantedOf(termsOf(line)).bonusFen), bonusBefore, held.value.bonusFen))
  return [{ ...first, bonusFen, giftVisits: giftsBack(termsOf(line), { held, earlier }, share) }, ...rest]
}

function giftsBack(
  { parts }: CardTerms,
  { held, earlier }: Known,
  share: (granted: number, before: number, left: bigint) => bigint,
): GiftVisits[] {
  return parts.flatMap(({ productId, gift, visits: granted }) => {
    if (!gift || !productId) return []
    const before = sum(
      earlier.flatMap((one) => one.giftVisits.filter((other) => other.productId === productId)),
      ({ visits }) => visits,
    )
    const left = held.visits.find((one) => one.productId === productId)?.gift ?? 0n
    const visits = Number(share(granted, before, left))
    return visits > 0 ? [{ productId, visits }] : []
  })
}

/** The line of the card's history that says what went, or came again. */
async function recordPart(
  tx: Tx,
  { order, line, takings, actor }: PartReversal,
  sign: 1 | -1,
): Promise<void> {
  const visits = sum(takings, (one) => one.quantity + sum(one.giftVisits, (gift) => gift.visits))
  await insertPart(tx, line, actor, {
    orderId: order.id,
    title: sign > 0 ? `${line.name}（退款已撤销）` : line.name,
    visits: sign * visits,
    principalFen: BigInt(sign * sum(takings, (one) => Number(one.amountFen))),
    bonusFen: BigInt(sign * sum(takings, (one) => Number(one.bonusFen))),
  })
}

type Told = { orderId: string; title: string; visits: number; principalFen: bigint; bonusFen: bigint }

function insertPart(tx: Tx, line: OrderLine, actor: Actor, told: Told): Promise<void> {
  return insertCardEvent(tx, { cardId: line.cardId!, kind: 'refunded', actor, ...told })
}
