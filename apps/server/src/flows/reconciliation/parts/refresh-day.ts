import type { Tx } from '../../../kernel/db.ts'
import { hasOpen, lockDay, markDay } from '../../../modules/reconciliation/index.ts'

/** A day is matched as long as nothing of it is open; its row is locked by this. */
export async function refreshDay(tx: Tx, of: { channelAccountId: string; day: string }): Promise<void> {
  const day = await lockDay(tx, of)
  if (day.batchId === null) return
  const { reason, detail } = day
  await markDay(tx, day, (await hasOpen(tx, of)) ? 'differences' : 'matched', {
    ...(reason && { reason }),
    detail,
  })
}
