import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Fen } from '../../kernel/money.ts'
import { insertOrder } from './store.ts'

export type Consumption = {
  customerId: string
  sellerId: string
  storeId: string | null
  cardId: string
  productId: string | null
  name: string
  quantity: number
  amountFen: Fen
}

/** The order behind a redemption: asked, paid with the card and delivered in one moment. Answers its id. */
export async function insertConsumption(tx: Tx, sale: Consumption, actor: Actor): Promise<string> {
  const { customerId, sellerId, storeId, cardId, productId, name, quantity, amountFen } = sale
  const { id } = await insertOrder(
    tx,
    {
      source: 'redemption',
      customerId,
      sellerId,
      storeId,
      expiresAt: null,
      lines: [
        {
          kind: 'card-consumption',
          productId,
          name,
          quantity,
          // What a visit earns depends on the card, so a line of several has no unit price.
          unitPriceFen: amountFen,
          amountFen,
          cardId,
          terms: {},
        },
      ],
    },
    actor,
  )
  await tx.query(sql`
    update sale_order set state = 'completed', tender = 'card', paid_fen = total_fen, paid_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${id}`)
  await tx.query(sql`
    insert into order_event
      (merchant_id, id, order_id, from_state, to_state, actor_kind, actor_id, note, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${id}, 'pending', 'completed', ${actor.kind}, ${actor.id}, '',
      ${tx.now})`)
  return id
}
