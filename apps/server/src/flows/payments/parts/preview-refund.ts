import { inMerchant } from '../../../kernel/db.ts'
import type { Db } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import { Refusal } from '../../../kernel/refusals.ts'
import { requestRefundIn } from './make-refund.ts'

class Seen extends Error {
  readonly amountFen: Fen
  constructor(amountFen: Fen) {
    super('seen')
    this.amountFen = amountFen
  }
}

/**
 * What refunding the whole of an order would come to, or why it is refused: done for once, and undone with its
 * transaction, so that no rule is told twice.
 */
export async function previewRefund(
  db: Db,
  { merchantId, actor, orderId }: { merchantId: string; actor: Actor; orderId: string },
): Promise<{ amountFen: Fen } | { refused: Refusal }> {
  try {
    return await inMerchant(db, merchantId, async (tx) => {
      const key = `preview:${tx.newId()}`
      const asked = { merchantId, key, actor, staffId: actor.id, orderId, reason: '预览' }
      throw new Seen(fen((await requestRefundIn(tx, asked)).amountFen))
    })
  } catch (error) {
    if (error instanceof Seen) return { amountFen: error.amountFen }
    if (error instanceof Refusal) return { refused: error }
    throw error
  }
}
