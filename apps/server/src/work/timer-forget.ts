import type { Parts } from '../exchanges/parts.ts'
import { forgetExpired } from '../flows/access/forget-expired.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import { inReport } from '../kernel/db.ts'
import { merchantsToForget } from '../reports/due-work.ts'

/** Each night: what has expired and nobody may ask for again. */
export async function timeForget(parts: Parts): Promise<void> {
  await forgetExpired(parts.db)
  const merchants = await inReport(parts.db, merchantsToForget)
  await enqueueDue(
    parts.db,
    merchants.map((merchantId) => ({
      name: 'keys.forget' as const,
      payload: { merchantId },
      key: `keys.forget:${merchantId}`,
    })),
  )
}
