import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'
import type { Refund, Taking } from './types.ts'

const columns = sql`l.line_id as "lineId", l.kind, l.product_id as "productId", l.quantity,
  l.amount_fen as "amountFen", l.bonus_fen as "bonusFen", l.gift_visits as "giftVisits"`

export async function insertTakings(tx: Tx, refund: Refund, takings: readonly Taking[]): Promise<void> {
  await tx.query(sql`
    insert into refund_line (merchant_id, refund_id, order_id, id, line_id, kind, product_id, quantity, amount_fen,
      bonus_fen, gift_visits)
    select ${tx.merchantId}::uuid, ${refund.id}::uuid, ${refund.orderId}::uuid, w.* from ${unnested(takings, {
      id: ['uuid', () => tx.newId()],
      line_id: ['uuid', ({ lineId }) => lineId],
      kind: ['text', ({ kind }) => kind],
      product_id: ['uuid', ({ productId }) => productId],
      quantity: ['integer', ({ quantity }) => quantity],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      bonus_fen: ['bigint', ({ bonusFen }) => bonusFen],
      gift_visits: ['jsonb', ({ giftVisits }) => JSON.stringify(giftVisits)],
    })}`)
}

export async function takingsOf(tx: Tx, refundId: string): Promise<Taking[]> {
  return tx.query(sql<Taking>`
    select ${columns} from refund_line l
    where l.merchant_id = ${tx.merchantId} and l.refund_id = ${refundId} order by l.id`)
}

/** What refunds of an order have taken or will take, leaving out those that came to nothing, and one's own. */
export async function earlierTakings(tx: Tx, orderId: string, exceptRefundId?: string): Promise<Taking[]> {
  return tx.query(sql<Taking>`
    select ${columns} from refund_line l
    join refund r on r.merchant_id = l.merchant_id and r.id = l.refund_id
    where l.merchant_id = ${tx.merchantId} and l.order_id = ${orderId}
      and r.state not in ('rejected', 'cancelled') and r.id is distinct from ${exceptRefundId ?? null}::uuid
    order by l.id`)
}
