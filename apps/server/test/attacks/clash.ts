import { randomInt } from 'node:crypto'
import { Refusal } from '../../src/kernel/refusals.ts'

/** Two of everything at once; whoever loses is refused with a code, nothing else. */
export async function clash(work: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const shuffled = [...work, ...work].map((one) => ({ one, rank: randomInt(1_000_000) }))
  shuffled.sort((one, other) => one.rank - other.rank)
  const results = await Promise.allSettled(shuffled.map(({ one }) => one()))
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  for (const reason of reasons) if (!(reason instanceof Refusal)) throw reason
  return reasons.map((reason: Refusal) => reason.code)
}
