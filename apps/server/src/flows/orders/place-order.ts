import type { OrderSource } from '@sesame/contract/states'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Wanted } from '../../lines/kind.ts'
import { giveUpOrder, openOrder } from '../../lines/pipeline.ts'
import { cardsToRecharge, quoteLines } from '../../lines/quote.ts'
import { lockCards } from '../../modules/card/index.ts'
import { getCustomer } from '../../modules/customer/index.ts'
import { listPendingRecharges, lockOrder } from '../../modules/order/index.ts'
import type { SaleOrder, SalesSettings } from '../../modules/order/index.ts'
import { findStore, storeNotFound } from '../../modules/store/index.ts'

export type PlaceOrder = {
  merchantId: string
  key: string
  actor: Actor
  source: OrderSource & ('customer-app' | 'counter')
  customerId: string | null
  sellerId: string | null
  storeId: string | null
  lines: readonly Wanted[]
  /** The buyer was offered the recharge that waits for payment, and wants another instead (B41). */
  anew?: boolean | undefined
}

/** An unpaid order at today's prices, with what it takes held until it expires. */
export async function placeOrder(
  { db, config: { sales } }: { db: Db; config: { sales: SalesSettings } },
  input: PlaceOrder,
): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'place-order', input, async () => {
      const { actor, source, customerId, sellerId, storeId } = input
      if (customerId) await getCustomer(tx, customerId)
      if (storeId && !(await findStore(tx, storeId))) throw storeNotFound({ storeId })
      const replaces = input.anew ? await giveUpRecharges(tx, input) : []
      const offersPending = source === 'customer-app'
      const sale = { customerId, settings: sales, replaces, offersPending }
      const lines = await quoteLines(tx, input.lines, sale)

      const expiresAt = new Date(tx.now.getTime() + sales.orderExpireMinutes * 60_000)
      const order = await openOrder(tx, { source, customerId, sellerId, storeId, expiresAt, lines }, actor)
      return { orderId: order.id }
    }),
  )
}

/** Only the buyer's own: an order for a card of somebody else stays what it is. */
async function giveUpRecharges(tx: Tx, { lines, customerId, actor }: PlaceOrder): Promise<string[]> {
  const found: string[] = []
  for (const cardId of cardsToRecharge(lines)) {
    const pending = await listPendingRecharges(tx, cardId)
    found.push(...pending.filter((order) => order.customerId === customerId).map(({ id }) => id))
  }
  const ids = [...new Set(found)].sort()
  const orders: SaleOrder[] = []
  for (const id of ids) orders.push(await lockOrder(tx, id))
  // Before the stock that is let go, as the lock order says.
  if (ids.length > 0) await lockCards(tx, cardsToRecharge(lines))
  for (const order of orders)
    if (order.state === 'pending') await giveUpOrder(tx, order, '用户选择重新充值', actor)
  return ids
}
