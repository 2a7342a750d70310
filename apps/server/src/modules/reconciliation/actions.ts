import type { BillAction } from '@sesame/contract/states'
import type { BillDifference } from './types.ts'

type Row = Pick<BillDifference, 'type' | 'item' | 'oursState' | 'suggestion' | 'refundId' | 'attemptId'>

/** What a person may do about an open difference, the suggested first. */
export function actionsOf(row: Row): BillAction[] {
  const possible = possibleOf(row)
  const { suggestion } = row
  return possible.toSorted((one, other) => Number(other === suggestion) - Number(one === suggestion))
}

function possibleOf({ type, item, oursState, refundId, attemptId }: Row): BillAction[] {
  switch (type) {
    case 'amount':
    case 'fee':
    case 'theirs-missing':
      return ['accept']
    case 'duplicate':
      return ['exclude']
    case 'late':
      return ['settle']
    case 'state':
      // Ours is done and theirs not: asking may settle it, or the bill is believed. The other way round the bill's
      // money needs a payment or refund to be of.
      return oursState === 'succeeded' ? ['settle', 'accept'] : ['settle', 'exclude']
    case 'ours-missing':
      return item === 'refund' && attemptId && !refundId
        ? ['record-refund', 'accept', 'exclude']
        : ['accept', 'exclude']
  }
}
