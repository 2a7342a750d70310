import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import { inReport } from '../kernel/db.ts'
import { billsDue } from '../reports/due-bills.ts'

/** Every hour after the channels have yesterday's bills: the days that nobody has compared yet. */
export async function timeBills(parts: Parts): Promise<void> {
  const due = await inReport(parts.db, billsDue)
  await enqueueDue(
    parts.db,
    due.map((of) => ({
      name: 'bill.reconcile' as const,
      payload: { ...of, askedBy: 'system' },
      key: `bill.reconcile:${of.channelAccountId}:${of.merchantId}:${of.day}`,
    })),
  )
}
