import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { unnested } from '../../kernel/unnested.ts'

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
  await insertCardEvents(tx, [event])
}

export async function insertCardEvents(tx: Tx, events: readonly CardEvent[]): Promise<void> {
  await tx.query(sql`
    insert into card_event (merchant_id, created_at, id, card_id, kind, title, product_id, visits, principal_fen,
      bonus_fen, actor_kind, actor_id, order_id, redemption_id)
    select ${tx.merchantId}::uuid, ${tx.now}::timestamptz, w.* from ${unnested(events, {
      id: ['uuid', () => tx.newId()],
      card_id: ['uuid', ({ cardId }) => cardId],
      kind: ['text', ({ kind }) => kind],
      title: ['text', ({ title }) => title],
      product_id: ['uuid', ({ productId }) => productId ?? null],
      visits: ['integer', ({ visits }) => visits ?? 0],
      principal_fen: ['bigint', ({ principalFen }) => principalFen ?? 0n],
      bonus_fen: ['bigint', ({ bonusFen }) => bonusFen ?? 0n],
      actor_kind: ['text', ({ actor }) => actor.kind],
      actor_id: ['text', ({ actor }) => actor.id],
      order_id: ['uuid', ({ orderId }) => orderId ?? null],
      redemption_id: ['uuid', ({ redemptionId }) => redemptionId ?? null],
    })}`)
}
