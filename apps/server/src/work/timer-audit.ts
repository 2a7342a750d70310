import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import { inReport } from '../kernel/db.ts'
import { merchantsToChain } from '../reports/due-work.ts'
import { chainAuditLog } from './audit-chain.ts'

const gapMilliseconds = 3000

/** Every few seconds: cron knows minutes only, so it asks for itself again, and cron sees to it that it lives. */
export async function timeAudit(parts: Parts): Promise<void> {
  for (const merchantId of await inReport(parts.db, merchantsToChain))
    await chainAuditLog(parts, { merchantId })
  await enqueueDue(parts.db, [
    { name: 'timer.audit', payload: {}, key: 'timer.audit', afterMilliseconds: gapMilliseconds },
  ])
}
