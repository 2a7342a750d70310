import type { OrderSource } from '@sesame/contract/states'
import { batched } from '../../kernel/batch.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { onceEach } from '../../kernel/once-each.ts'
import { verdictOf } from '../../kernel/refusals.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import { kindOf } from '../../lines/index.ts'
import type { Sale, Wanted } from '../../lines/kind.ts'
import { giveUpOrder, openOrder, openOrders } from '../../lines/pipeline.ts'
import { cardsToRecharge, checkFamily, quoteLines } from '../../lines/quote.ts'
import { readShelf } from '../../lines/shelf.ts'
import { stockOfLines } from '../../lines/stock-of-lines.ts'
import { lockCards } from '../../modules/card/index.ts'
import { customerNotFound, findCustomers, getCustomer } from '../../modules/customer/index.ts'
import { listPendingRecharges, lockOrder, totalOf } from '../../modules/order/index.ts'
import type { LineDraft, OrderDraft, Placed, SaleOrder, SalesSettings } from '../../modules/order/index.ts'
import { openStock } from '../../modules/stock/index.ts'
import { findStore, findStores, storeNotFound } from '../../modules/store/index.ts'

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

type Tools = { db: Db; config: { sales: SalesSettings } }

/** An unpaid order at today's prices, with what it takes held until it expires. */
export async function placeOrder(tools: Tools, input: PlaceOrder): Promise<{ orderId: string }> {
  const isPlain = input.lines.every((line) => kindOf(line).quoteFrom)
  return isPlain ? placeTogether(tools, input) : placeAlone(tools, input)
}

const placeTogether = batched(placeEach, { itemsMax: 64 })

/** A recharge depends on what its card holds and on other orders, whose locks come before those of the stock. */
async function placeAlone({ db, config: { sales } }: Tools, input: PlaceOrder): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'place-order', input, async () => {
      const { actor, customerId, storeId } = input
      if (customerId) await getCustomer(tx, customerId)
      if (storeId && !(await findStore(tx, storeId))) throw storeNotFound({ storeId })
      const replaces = input.anew ? await giveUpRecharges(tx, input) : []
      const lines = await quoteLines(tx, input.lines, saleOf(input, sales, replaces))
      const order = await openOrder(tx, draftOf(tx, input, sales, lines), actor)
      return { orderId: order.id }
    }),
  )
}

function saleOf({ source, customerId }: PlaceOrder, settings: SalesSettings, replaces: string[] = []): Sale {
  return { customerId, settings, replaces, offersPending: source === 'customer-app' }
}

function draftOf(tx: Tx, input: PlaceOrder, sales: SalesSettings, lines: readonly LineDraft[]): OrderDraft {
  const { source, customerId, sellerId, storeId } = input
  const expiresAt = new Date(tx.now.getTime() + sales.orderExpireMinutes * 60_000)
  return { source, customerId, sellerId, storeId, expiresAt, lines }
}

/** The same for many that only take from the shelf: decided in order, each on the stock that the one before left. */
async function placeEach(
  tx: Tx,
  requests: readonly PlaceOrder[],
  { config: { sales } }: Tools,
): Promise<Verdict<{ orderId: string }>[]> {
  const answers = await onceEach<PlaceOrder, { orderId: string }>(tx, 'place-order', requests)
  const open = answers.open
  const customers = await findCustomers(tx, [...new Set(open.flatMap(({ customerId }) => customerId ?? []))])
  const stores = await findStores(tx, [...new Set(open.flatMap(({ storeId }) => storeId ?? []))])
  const wanted = open.flatMap(({ lines }) => lines.map(({ productId }) => productId))
  // The products first, so that who begins to limit one of them sees these orders, or they see the limit.
  const shelf = await readShelf(tx, wanted, { hold: true })
  const stock = await openStock(tx, [...new Set(wanted)])

  const decide = (request: PlaceOrder): Placed => {
    const { customerId, storeId, lines: wantedLines, actor } = request
    if (customerId && !customers.has(customerId)) throw customerNotFound()
    if (storeId && !stores.has(storeId)) throw storeNotFound({ storeId })
    checkFamily(wantedLines)
    const sale = saleOf(request, sales)
    const lines = wantedLines.flatMap((one) => kindOf(one).quoteFrom!(shelf, one, sale))
    totalOf(lines)
    stock.hold(stockOfLines(lines))
    return { id: tx.newId(), draft: draftOf(tx, request, sales, lines), actor }
  }
  const decided = new Map(open.map((request) => [request, verdictOf(() => decide(request))]))
  await stock.save()
  await openOrders(
    tx,
    [...decided.values()].flatMap((one) => ('answer' in one ? [one.answer] : [])),
  )
  return answers.close(new Map([...decided].map(([request, one]) => [request, heard(one)])))
}

function heard(decided: Verdict<Placed>): Verdict<{ orderId: string }> {
  return 'refused' in decided ? decided : { answer: { orderId: decided.answer.id } }
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
