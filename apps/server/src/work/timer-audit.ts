import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import { inReport } from '../kernel/db.ts'
import { merchantsToChain } from '../reports/due-work.ts'
import { chainAuditLog } from './audit-chain.ts'

const gapMilliseconds = 3000
const nobody = '00000000-0000-0000-0000-000000000000'

/** Every few seconds: cron knows minutes only, so it asks for itself again, and cron sees to it that it lives. */
export async function timeAudit(parts: Parts): Promise<void> {
  for (let after = nobody; ;) {
    const merchants = await inReport(parts.db, (read) => merchantsToChain(read, after))
    for (const merchantId of merchants) await chainAuditLog(parts, { merchantId })
    const last = merchants.at(-1)
    if (last === undefined) break
    after = last
  }
  await enqueueDue(parts.db, [
    { name: 'timer.audit', payload: {}, key: 'timer.audit', afterMilliseconds: gapMilliseconds },
  ])
}
