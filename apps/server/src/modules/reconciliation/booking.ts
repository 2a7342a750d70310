import type { Account, Transfer } from '../../ledger/index.ts'
import { bank, channel, merchantAvailable, merchantOwnHands } from '../chart/index.ts'

export type Custody = 'operator' | 'own'

/** What one or many items of one account come to, in fen. */
export type Sums = { paymentsFen: bigint; refundsFen: bigint; feeFen: bigint }

type Booking = {
  key: string
  custody: Custody
  channelAccountId: string
  subjectKind: string
  subjectId: string
}

const taken = {
  kind: 'bill.settled',
  fee: 'bill.fee',
  memo: 'bill.settled_own',
  correction: 'bill.corrected',
}

/**
 * What the channel has settled leaves it: to the operator's bank what came of it, at the merchant's cost what the
 * channel kept. At the merchant's own number the money was the merchant's already, so only the memo of it ends.
 */
export function settledTransfers(booking: Booking, { paymentsFen, refundsFen, feeFen }: Sums): Transfer[] {
  const gross = paymentsFen - refundsFen
  if (booking.custody === 'own')
    return moved(booking, { name: 'memo', to: merchantOwnHands(), kind: taken.memo, amount: gross })
  return [
    ...moved(booking, { name: 'net', to: bank(), kind: taken.kind, amount: gross - feeFen }),
    ...moved(booking, { name: 'fee', to: merchantAvailable(), kind: taken.fee, amount: feeFen }),
  ]
}

export type Item = { item: 'payment' | 'refund'; oursFen: bigint; theirsFen: bigint; feeFen: bigint }

/** As the bill says, though the books say something else: the difference is the merchant's. */
export function acceptedTransfers(booking: Booking, { item, oursFen, theirsFen, feeFen }: Item): Transfer[] {
  const isPayment = item === 'payment'
  const sums = (amount: bigint, fee: bigint): Sums => ({
    paymentsFen: isPayment ? amount : 0n,
    refundsFen: isPayment ? 0n : amount,
    feeFen: fee,
  })
  if (booking.custody === 'own') return settledTransfers(booking, sums(oursFen, 0n))
  const amount = isPayment ? oursFen - theirsFen : theirsFen - oursFen
  return [
    ...moved(booking, { name: 'correction', to: merchantAvailable(), kind: taken.correction, amount }),
    ...settledTransfers(booking, sums(theirsFen, feeFen)),
  ]
}

type Movement = { name: string; to: Account; kind: string; amount: bigint }

/** Out of the channel; below zero the other way. */
function moved(booking: Booking, { name, to, kind, amount }: Movement): Transfer[] {
  if (amount === 0n) return []
  const from = channel(booking.channelAccountId)
  const { key, subjectKind, subjectId } = booking
  const sides = amount > 0n ? { debit: to, credit: from } : { debit: from, credit: to }
  return [
    { key: `${key}:${name}`, ...sides, amount: amount > 0n ? amount : -amount, kind, subjectKind, subjectId },
  ]
}
