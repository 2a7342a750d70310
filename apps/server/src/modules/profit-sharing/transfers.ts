import type { Transfer } from '../../ledger/index.ts'
import { channel, merchantAvailable, merchantOwnHands, sharingReserve } from '../chart/index.ts'
import type { Share, ShareLine, ShareReturn } from './types.ts'

type Of = Pick<Share, 'id' | 'custody' | 'channelAccountId'>

const ofShare = (share: Of, amount: bigint) => ({ amount, subjectKind: 'share', subjectId: share.id })
const reserveKey = (line: ShareLine) => `sharing:${line.id}:reserve`
const outKey = (line: ShareLine) => `sharing:${line.id}:out`

const reserveOf = (share: Of, line: ShareLine): Transfer => ({
  key: reserveKey(line),
  debit: merchantAvailable(),
  credit: sharingReserve(share.id),
  kind: 'sharing.reserved',
  ...ofShare(share, line.amountFen),
})

/** Only what the merchant may dispose of is shared: prepaid money is not, before it was consumed. */
export const reservedShare = (share: Of, lines: readonly ShareLine[]): Transfer[] =>
  share.custody === 'own' ? [] : lines.map((line) => ({ ...reserveOf(share, line), debitMinimum: 0n }))

/** The receiver has it. Of the merchant's own number only the memo tells. */
const outOf = (share: Of, line: ShareLine): Transfer => ({
  key: outKey(line),
  debit: share.custody === 'own' ? merchantOwnHands() : sharingReserve(share.id),
  credit: channel(share.channelAccountId),
  kind: share.custody === 'own' ? 'sharing.paid_from_own_hands' : 'sharing.paid',
  ...ofShare(share, line.amountFen),
})

export const sharedOut = (share: Of, line: ShareLine): Transfer[] => [outOf(share, line)]

const reversed = (transfer: Transfer, { key, amount }: { key: string; amount: bigint }): Transfer => ({
  ...transfer,
  key,
  debit: transfer.credit,
  credit: transfer.debit,
  kind: `${transfer.kind}_undone`,
  undoes: transfer.key,
  amount,
})

/** The receiver could not take it. */
export const releasedShare = (share: Of, line: ShareLine): Transfer[] =>
  share.custody === 'own'
    ? []
    : [reversed(reserveOf(share, line), { key: `${reserveKey(line)}:released`, amount: line.amountFen })]

/** Given back before a refund: the same two steps the other way. */
export function returnedShare(share: Of, line: ShareLine, back: ShareReturn): Transfer[] {
  const key = `sharing-return:${back.id}`
  const amount = back.amountFen
  const out = reversed(outOf(share, line), { key: `${key}:in`, amount })
  if (share.custody === 'own') return [out]
  return [out, reversed(reserveOf(share, line), { key: `${key}:available`, amount })]
}
