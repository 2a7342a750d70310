import assert from 'node:assert/strict'
import type { Transfer } from '../../ledger/index.ts'
import {
  bonusCost,
  cardAdvanced,
  cardBonus,
  cardGiftVisits,
  cardPrincipal,
  cardVisits,
  issued,
  merchantAvailable,
  orderUnapplied,
} from '../chart/index.ts'
import type { ValueTaken, VisitsTaken } from './rules.ts'
import type { SoldPart } from './types.ts'

type Subject = { subjectKind: string; subjectId: string }

/** What an opening or a recharge puts on a card. Keys begin with the line's. */
export function grantTransfers(grant: {
  cardId: string
  orderId: string
  keyPrefix: string
  parts: readonly SoldPart[]
}): Transfer[] {
  const { cardId, orderId, keyPrefix, parts } = grant
  const subject = { subjectKind: 'order', subjectId: orderId }
  return parts.flatMap((part) => {
    const pot = part.kind === 'visits' ? part.productId! : 'value'
    const paid: Transfer = {
      key: `${keyPrefix}:principal:${pot}`,
      debit: orderUnapplied(orderId),
      credit: cardPrincipal(cardId, pot),
      amount: BigInt(part.computedFen),
      kind: 'card.principal',
      ...subject,
    }
    return positive([paid, part.kind === 'visits' ? visitsGranted(part) : bonusGranted(part)])
  })

  function visitsGranted(part: SoldPart): Transfer {
    const productId = part.productId!
    return {
      key: `${keyPrefix}:${part.gift ? 'gift-visits' : 'visits'}:${productId}`,
      debit: issued(productId),
      credit: part.gift ? cardGiftVisits(cardId, productId) : cardVisits(cardId, productId),
      amount: BigInt(part.visits),
      kind: part.gift ? 'card.gift_visits' : 'card.visits',
      ...subject,
    }
  }

  /** Gifted value, or what paid value is worth beyond its price: 1000 for 900 is 900 paid and 100 given. */
  function bonusGranted(part: SoldPart): Transfer {
    assert(part.valueFen >= part.computedFen)
    return {
      key: `${keyPrefix}:bonus:${part.gift ? 'gift' : 'paid'}`,
      debit: bonusCost(),
      credit: cardBonus(cardId),
      amount: BigInt(part.valueFen - part.computedFen),
      kind: 'card.bonus',
      ...subject,
    }
  }
}

/** Prepaid money that was earned: what had been advanced of it is recovered, the rest is the merchant's now. */
function releaseTransfers(
  { cardId, pot, key, kind }: { cardId: string; pot: string; key: string; kind: string },
  taken: { principalFen: bigint; recoveredFen: bigint },
  subject: Subject,
): Transfer[] {
  const debit = cardPrincipal(cardId, pot)
  return positive([
    {
      key: `${key}:recovered`,
      debit,
      credit: cardAdvanced(cardId, pot),
      amount: taken.recoveredFen,
      kind: 'card.advance_recovered',
      ...subject,
    },
    {
      key: `${key}:principal`,
      debit,
      credit: merchantAvailable(),
      amount: taken.principalFen - taken.recoveredFen,
      kind,
      ...subject,
    },
  ])
}

export function valueRedeemedTransfers(cardId: string, redemptionId: string, taken: ValueTaken): Transfer[] {
  const key = `redemption:${redemptionId}`
  const subject = { subjectKind: 'redemption', subjectId: redemptionId }
  return [
    ...releaseTransfers({ cardId, pot: 'value', key, kind: 'card.value_redeemed' }, taken, subject),
    ...positive([bonusTaken(cardId, `${key}:bonus`, taken.bonusFen, subject)]),
  ]
}

export function visitsRedeemedTransfers(
  { cardId, productId, redemptionId }: { cardId: string; productId: string; redemptionId: string },
  taken: VisitsTaken,
): Transfer[] {
  const key = `redemption:${redemptionId}`
  const subject = { subjectKind: 'redemption', subjectId: redemptionId }
  const used = { credit: issued(productId), kind: 'card.visits_used', ...subject }
  return [
    ...positive([
      { key: `${key}:visits`, debit: cardVisits(cardId, productId), amount: taken.paid, ...used },
      { key: `${key}:gift-visits`, debit: cardGiftVisits(cardId, productId), amount: taken.gift, ...used },
    ]),
    ...releaseTransfers({ cardId, pot: productId, key, kind: 'card.visits_redeemed' }, taken, subject),
  ]
}

/** An order paid with stored value: the paid part is applied to the order, the gifted part is spent. */
export function paidByCardTransfers(cardId: string, orderId: string, taken: ValueTaken): Transfer[] {
  const subject = { subjectKind: 'order', subjectId: orderId }
  assert(taken.recoveredFen === 0n, 'no contract advances stored value yet')
  return positive([
    {
      key: `order:${orderId}:card-principal`,
      debit: cardPrincipal(cardId, 'value'),
      credit: orderUnapplied(orderId),
      amount: taken.principalFen,
      kind: 'order.paid_by_card',
      ...subject,
    },
    bonusTaken(cardId, `order:${orderId}:card-bonus`, taken.bonusFen, subject),
  ])
}

function bonusTaken(cardId: string, key: string, amount: bigint, subject: Subject): Transfer {
  return { key, debit: cardBonus(cardId), credit: bonusCost(), amount, kind: 'card.bonus_used', ...subject }
}

function positive(transfers: readonly Transfer[]): Transfer[] {
  return transfers.filter(({ amount }) => amount > 0n)
}
