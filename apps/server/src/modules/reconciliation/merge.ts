import type { BillDifference, FoundDifference } from './types.ts'

export type Merged = {
  fresh: FoundDifference[]
  /** As they were, and as they are now. */
  changed: { before: BillDifference; now: BillDifference }[]
}

const keyOf = (row: Pick<FoundDifference, 'item' | 'number' | 'occurrence'>): string =>
  `${row.item} ${row.number} ${row.occurrence}`

/**
 * What a new comparison of a day finds, laid over what earlier ones found. What somebody dealt with, or was booked,
 * stays as it is as long as the same is found again; what is no longer found is withdrawn.
 */
export function mergeDifferences(
  known: readonly BillDifference[],
  found: readonly FoundDifference[],
): Merged {
  const rest = new Map(known.map((row) => [keyOf(row), row]))
  const merged: Merged = { fresh: [], changed: [] }
  for (const one of found) {
    const before = rest.get(keyOf(one))
    rest.delete(keyOf(one))
    if (!before) merged.fresh.push(one)
    else if (!stays(before, one)) merged.changed.push({ before, now: { ...before, ...one, foundDay: null } })
  }
  for (const before of rest.values()) {
    const isFoundLater = before.type === 'theirs-missing' && before.foundDay !== null
    if (before.booked || isFoundLater || before.state === 'withdrawn') continue
    merged.changed.push({ before, now: { ...before, state: 'withdrawn' } })
  }
  return merged
}

function stays(before: BillDifference, now: FoundDifference): boolean {
  if (before.booked) return true
  if (before.state === 'withdrawn' || before.type !== now.type) return false
  if (before.type === 'theirs-missing') return true
  const isSame =
    before.oursFen === now.oursFen && before.theirsFen === now.theirsFen && before.feeFen === now.feeFen
  return isSame && (before.state === 'handled' || before.state === now.state)
}
