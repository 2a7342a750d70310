import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import { inReport } from '../kernel/db.ts'
import { merchantsToSettle } from '../reports/due-work.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** Every hour: whose last statement ended before yesterday may have another to make. */
export async function timeSettlement(parts: Parts): Promise<void> {
  for (let after = nobody; ;) {
    const merchants = await inReport(parts.db, (read) => merchantsToSettle(read, after))
    await enqueueDue(
      parts.db,
      merchants.map((merchantId) => ({
        name: 'settlement.make' as const,
        payload: { merchantId },
        key: `settlement.make:${merchantId}`,
      })),
    )
    const last = merchants.at(-1)
    if (last === undefined) return
    after = last
  }
}
