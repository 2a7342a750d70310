import type { Tx } from '../kernel/db.ts'
import { insertMessages } from '../modules/message/index.ts'
import type { Told } from '../modules/message/index.ts'
import { enqueue } from './enqueue.ts'

/** Writes to the outbox with the change it tells of; a subject is told of each event once. A job sends it. */
export async function tell(tx: Tx, told: Told): Promise<void> {
  await tellEach(tx, [told])
}

/** One job sends so many one after the other; each may take as long as a channel's answer. */
const messagesOfJobMax = 50

/** The same for a batch, with one job for many: jobs are the dearest rows that a batch writes. */
export async function tellEach(tx: Tx, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  const ids = await insertMessages(tx, told)
  const { merchantId } = tx
  if (ids.length === 1) return enqueue(tx, 'message.send', { merchantId, messageId: ids[0]! })
  for (let first = 0; first < ids.length; first += messagesOfJobMax)
    await enqueue(tx, 'message.send-each', {
      merchantId,
      messageIds: ids.slice(first, first + messagesOfJobMax),
    })
}
