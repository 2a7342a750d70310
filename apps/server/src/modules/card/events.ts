import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'

export type CardEvent = {
  cardId: string
  kind: 'opened' | 'recharged' | 'redeemed' | 'undone' | 'refunded' | 'frozen' | 'unfrozen' | 'paid'
  title: string
  actor: Actor
  productId?: string | null
  /** Signed as the holder sees it: negative when the card has less. */
  visits?: number
  principalFen?: bigint
  bonusFen?: bigint
  orderId?: string | null
  redemptionId?: string | null
}

/** One line of the card's history. */
export async function insertCardEvent(tx: Tx, event: CardEvent): Promise<void> {
  await tx.query(sql`
    insert into card_event (merchant_id, id, card_id, kind, title, product_id, visits, principal_fen, bonus_fen,
      actor_kind, actor_id, order_id, redemption_id, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${event.cardId}, ${event.kind}, ${event.title},
      ${event.productId ?? null}, ${event.visits ?? 0}, ${event.principalFen ?? 0n}, ${event.bonusFen ?? 0n},
      ${event.actor.kind}, ${event.actor.id}, ${event.orderId ?? null}, ${event.redemptionId ?? null}, ${tx.now})`)
}
