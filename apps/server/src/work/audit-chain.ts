import type { Parts } from '../exchanges/parts.ts'
import { chainAudit } from '../kernel/audit.ts'

const rows = 1000

/** Chains what has been committed since, one worker per merchant at a time. */
export async function chainAuditLog({ db }: Parts, { merchantId }: { merchantId: string }): Promise<void> {
  while ((await chainAudit(db, merchantId, rows)) >= rows);
}
