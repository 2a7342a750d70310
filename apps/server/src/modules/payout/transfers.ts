import type { Transfer } from '../../ledger/index.ts'
import {
  channel,
  commissionAccrued,
  commissionCost,
  commissionPayable,
  commissionPaying,
  merchantAvailable,
  merchantOwnHands,
} from '../chart/index.ts'
import type { Payable, Payout } from './types.ts'

const ofPayable = (payable: Payable) => ({
  amount: payable.amountFen,
  subjectKind: 'payable',
  subjectId: payable.id,
})
const accruedKey = (payable: Payable) => `payable:${payable.id}:accrued`

/** Entered: a cost of the merchant, not yet owed. */
export const accrued = (payable: Payable): Transfer => ({
  key: accruedKey(payable),
  debit: commissionCost(),
  credit: commissionAccrued(payable.staffId),
  kind: 'commission.accrued',
  ...ofPayable(payable),
})

/** Reviewed: owed. */
export const approved = (payable: Payable): Transfer => ({
  key: `payable:${payable.id}:payable`,
  debit: commissionAccrued(payable.staffId),
  credit: commissionPayable(payable.staffId),
  kind: 'commission.payable',
  ...ofPayable(payable),
})

export const rejected = (payable: Payable): Transfer => ({
  key: `payable:${payable.id}:rejected`,
  debit: commissionAccrued(payable.staffId),
  credit: commissionCost(),
  kind: 'commission.accrued_undone',
  undoes: accruedKey(payable),
  ...ofPayable(payable),
})

type Booked = Pick<Payout, 'id' | 'staffId' | 'custody' | 'amountFen' | 'channelAccountId'>

const ofPayout = (payout: Booked) => ({
  amount: payout.amountFen,
  subjectKind: 'payout',
  subjectId: payout.id,
})

/** A reserve that is taken again after it was released has another key. */
function reserveTransfers(payout: Booked, again: '' | ':again'): Transfer[] {
  const same = ofPayout(payout)
  const fromPerson: Transfer = {
    key: `payout:${payout.id}:reserve${again}`,
    debit: commissionPayable(payout.staffId),
    credit: commissionPaying(payout.staffId),
    kind: 'payout.reserved',
    ...same,
  }
  if (payout.custody === 'own') return [fromPerson]
  const fromMerchant: Transfer = {
    key: `payout:${payout.id}:cost${again}`,
    debit: merchantAvailable(),
    credit: commissionCost(),
    kind: 'payout.cost',
    ...same,
  }
  return [fromPerson, fromMerchant]
}

/**
 * Out of what is payable, and where the operator holds the money, out of what is available; neither goes below zero.
 */
export const reserved = (payout: Booked): Transfer[] =>
  reserveTransfers(payout, '').map((transfer) => ({ ...transfer, debitMinimum: 0n }))

/** The other way, each naming what it takes back. */
export const released = (payout: Booked): Transfer[] =>
  reserveTransfers(payout, '').map((transfer) => ({
    ...transfer,
    key: `${transfer.key}:released`,
    debit: transfer.credit,
    credit: transfer.debit,
    kind: `${transfer.kind}_undone`,
    undoes: transfer.key,
  }))

/** Paid although we had given it up: what is then below zero is netted from what comes next. */
export const reservedAgain = (payout: Booked): Transfer[] => reserveTransfers(payout, ':again')

/** Confirmed: it has left. What the merchant holds itself leaves the memo too. */
export function paidOut(payout: Booked): Transfer[] {
  const same = ofPayout(payout)
  const paying = commissionPaying(payout.staffId)
  const account = channel(payout.channelAccountId)
  const key = `payout:${payout.id}:paid`
  if (payout.custody === 'operator')
    return [{ key, debit: paying, credit: account, kind: 'payout.paid', ...same }]
  return [
    { key, debit: paying, credit: commissionCost(), kind: 'payout.paid', ...same },
    {
      key: `${key}:memo`,
      debit: merchantOwnHands(),
      credit: account,
      kind: 'payout.paid_from_own_hands',
      ...same,
    },
  ]
}
