import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import { inReport } from '../kernel/db.ts'
import { sharesDue } from '../reports/due-work.ts'

/** Each minute: what was paid long enough ago to be shared. */
export async function timeSharing(parts: Parts): Promise<void> {
  const due = await inReport(parts.db, sharesDue)
  await enqueueDue(
    parts.db,
    due.map((payload) => ({ name: 'share.push' as const, payload, key: `share:${payload.shareId}` })),
  )
}
