import type { Tx } from '../kernel/db.ts'
import { insertMessage } from '../modules/message/index.ts'
import type { Told } from '../modules/message/index.ts'
import { enqueue } from './enqueue.ts'

/** Writes to the outbox with the change it tells of; a subject is told of each event once. A job sends it. */
export async function tell(tx: Tx, told: Told): Promise<void> {
  const messageId = await insertMessage(tx, told)
  if (messageId) await enqueue(tx, 'message.send', { merchantId: tx.merchantId, messageId })
}
