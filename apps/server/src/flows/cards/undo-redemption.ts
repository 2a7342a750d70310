import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { audit } from '../../kernel/audit.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { undoTransfers } from '../../lines/undo-transfers.ts'
import { checkActive, insertCardEvent, lockCard } from '../../modules/card/index.ts'
import { lockOrder, markOrder, titleOf, linesOf } from '../../modules/order/index.ts'
import { checkUndoable, getRedemption, lockRedemption, markUndone } from '../../modules/redemption/index.ts'
import type { Redemption } from '../../modules/redemption/index.ts'

export type UndoRedemption = {
  merchantId: string
  key: string
  /** Somebody of the staff. */
  actor: Actor
  redemptionId: string
  reason: string
}

/** The exact transfers of a redemption, the other way, once and within the set time. */
export async function undoRedemption(
  db: Db,
  input: UndoRedemption,
): Promise<{ redemptionId: string; cardId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'undo-redemption', input, async () => {
      const { actor, redemptionId, reason } = input
      const { orderId, cardId } = await getRedemption(tx, redemptionId)
      const order = await lockOrder(tx, orderId)
      const card = await lockCard(tx, cardId)
      const redemption = await lockRedemption(tx, redemptionId)
      checkUndoable(redemption, tx.now)
      checkActive(card)

      await undoTransfers(tx, { subjectKind: 'redemption', subjectId: redemptionId })
      await markUndone(tx, redemption, { staffId: actor.id, reason })
      const title = titleOf(await linesOf(tx, orderId))
      const refunding = await markOrder(tx, order, 'refunding', { actor, note: reason })
      await markOrder(tx, refunding, 'refunded', { actor, refundedFen: order.paidFen })
      await record(tx, redemption, { actor, title, reason })
      return { redemptionId, cardId }
    }),
  )
}

async function record(
  tx: Tx,
  redemption: Redemption,
  { actor, title, reason }: { actor: Actor; title: string; reason: string },
): Promise<void> {
  await insertCardEvent(tx, {
    cardId: redemption.cardId,
    kind: 'undone',
    title,
    actor,
    productId: redemption.productId,
    visits: redemption.visits + redemption.giftVisits,
    principalFen: redemption.earnedFen,
    bonusFen: redemption.bonusFen,
    orderId: redemption.orderId,
    redemptionId: redemption.id,
  })
  await audit(tx, {
    actor,
    action: 'card.redemption_undone',
    subjectKind: 'redemption',
    subjectId: redemption.id,
    after: { reason },
  })
}
