import { parseCronItems } from 'graphile-worker'
import type { ParsedCronItem } from 'graphile-worker'
import { timetable } from '../jobs/timetable.ts'

/** The timetable as the queue wants it. One waiting job per timer, and none for minutes that were missed. */
export function cronItems(): ParsedCronItem[] {
  return parseCronItems(
    timetable.map(({ name, pattern }) => ({
      task: name,
      identifier: name,
      match: pattern,
      options: { jobKey: name, maxAttempts: 3, backfillPeriod: 0 },
    })),
  )
}
