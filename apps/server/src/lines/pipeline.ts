import type { Tender } from '@sesame/contract/states'
import { enqueue, enqueueEach } from '../jobs/enqueue.ts'
import { tell } from '../jobs/tell.ts'
import type { Tx } from '../kernel/db.ts'
import type { Actor } from '../kernel/idempotency.ts'
import { allocate } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'
import type { Vault } from '../kernel/secrets.ts'
import { postAll } from '../ledger/index.ts'
import type { Account, Transfer } from '../ledger/index.ts'
import { lockCards } from '../modules/card/index.ts'
import { merchantAvailable, merchantOwnHands, orderUnapplied } from '../modules/chart/index.ts'
import { insertDeal } from '../modules/deal/index.ts'

import { insertOrder, insertOrders, linesOf, markOrder, noteOrder } from '../modules/order/index.ts'
import type { OrderDraft, OrderLine, Placed, SaleOrder } from '../modules/order/index.ts'
import type { Told } from '../modules/message/index.ts'
import { openAttemptsOf } from '../modules/payment/index.ts'
import { kindOf } from './index.ts'
import { inLockOrder } from './kind.ts'
import type { Kind } from './kind.ts'

/** The order with what it holds reserved, and the job that closes it when its time is over. */
export async function openOrder(tx: Tx, draft: OrderDraft, actor: Actor): Promise<SaleOrder> {
  const order = await insertOrder(tx, draft, actor)
  for (const [kind, lines] of byKind(await linesOf(tx, order.id))) await kind.reserve(tx, lines)
  if (order.expiresAt) {
    const payload = { merchantId: tx.merchantId, orderId: order.id }
    await enqueue(tx, 'order.expire', payload, { runAt: order.expiresAt, key: expiryKey(order.id) })
  }
  return order
}

/** `openOrder` for a batch of which nothing holds more than stock, which is held already. */
export async function openOrders(tx: Tx, placed: readonly Placed[]): Promise<void> {
  await insertOrders(tx, placed)
  const expiring = placed.filter(({ draft }) => draft.expiresAt)
  await enqueueEach(
    tx,
    'order.expire',
    expiring.map(({ id: orderId, draft }) => {
      const payload = { merchantId: tx.merchantId, orderId }
      return { payload, runAt: draft.expiresAt, key: expiryKey(orderId) }
    }),
  )
}

const expiryKey = (orderId: string): string => `order.expire:${orderId}`

export type Payment = {
  tender: Tender
  /** Who holds the money now: a channel, or a person's cash. */
  receivedInto: Account
  /** Whose number or hands it reached: with `own` the merchant has it already, and the holding is a memo. */
  custody: 'operator' | 'own'
  actor: Actor
  /** The key that its transfers begin with, one per channel transaction: `attempt:…`. */
  sourceKey: string
  vault: Vault
}

/**
 * Money for the whole of a pending order has arrived: it is booked, the order is paid, a deal is made and
 * every line delivered. The order's row is locked by the caller, who also checked amount and currency.
 */
export async function applyPayment(tx: Tx, order: SaleOrder, payment: Payment): Promise<SaleOrder> {
  const { tender, actor, vault } = payment
  const inflow = inflowTransfers(order, order.totalFen, payment)
  return settleOrder(tx, order, { tender, inflow, moneyFen: order.totalFen, actor, vault })
}

/** What arrives for an order, in both kinds of custody; also used for money that is then refunded by itself. */
export function inflowTransfers(
  order: SaleOrder,
  amountFen: Fen,
  { receivedInto, custody, sourceKey }: Pick<Payment, 'receivedInto' | 'custody' | 'sourceKey'>,
): Transfer[] {
  const same = { amount: amountFen, subjectKind: 'order', subjectId: order.id }
  const unapplied = orderUnapplied(order.id)
  if (custody === 'operator') {
    return [{ key: `${sourceKey}:in`, debit: receivedInto, credit: unapplied, kind: 'order.paid', ...same }]
  }
  return [
    { key: `${sourceKey}:in`, debit: merchantAvailable(), credit: unapplied, kind: 'order.paid', ...same },
    {
      key: `${sourceKey}:memo`,
      debit: receivedInto,
      credit: merchantOwnHands(),
      kind: 'order.paid_to_own_hands',
      ...same,
    },
  ]
}

export type Settlement = {
  tender: Tender
  inflow: readonly Transfer[]
  /** What of it is money: all, except where gifted value of a card pays a part. */
  moneyFen: Fen
  actor: Actor
  vault: Vault
}

/** `applyPayment` for who makes the inflow themselves. */
export async function settleOrder(tx: Tx, order: SaleOrder, settlement: Settlement): Promise<SaleOrder> {
  const { tender, inflow, moneyFen, actor, vault } = settlement
  const lines = await linesOf(tx, order.id)
  await lockCards(tx, cardsOf(lines))
  const paid = await markOrder(tx, order, 'paid', { actor, paid: { tender, amountFen: order.totalFen } })

  const shares = allocate(
    moneyFen,
    lines.map((line) => line.amountFen),
  )
  const transfers = [...inflow]
  for (const line of inLockOrder(lines)) {
    const delivery = { order: paid, line, moneyFen: shares[lines.indexOf(line)]!, actor, vault }
    transfers.push(...(await kindOf(line).fulfil(tx, delivery)))
  }
  await postAll(tx, transfers)

  // One fen to try a channel is no sale: nobody made a deal, and there is nobody to tell.
  if (order.source === 'channel-test') return paid
  const { customerId, sellerId, storeId, totalFen: amountFen } = order
  await insertDeal(tx, { orderId: order.id, customerId, sellerId, storeId, amountFen, tender })
  if (customerId) await tell(tx, paidMessage(paid, customerId))
  const fulfilled = await markOrder(tx, paid, 'fulfilled', { actor })
  const complete = lines.every((line) => kindOf(line).completesAtOnce)
  return complete ? markOrder(tx, fulfilled, 'completed', { actor }) : fulfilled
}

/** What the buyer is told. */
export function paidMessage(order: SaleOrder, customerId: string): Told {
  const { id, number, title, totalFen, paidAt } = order
  const content = { number, title, amountFen: Number(totalFen), at: paidAt!.toISOString() }
  return { customerId, event: 'order.paid', subjectKind: 'order', subjectId: id, content }
}

/** Nobody paid and nobody can any more: what it held is let go. */
export async function closeOrder(tx: Tx, order: SaleOrder, reason: string, actor: Actor): Promise<SaleOrder> {
  const closed = await markOrder(tx, order, 'closed', { actor, note: reason })
  for (const [kind, lines] of byKind(await linesOf(tx, order.id))) await kind.release(tx, lines)
  return closed
}

/**
 * Closes the order at once when nobody can be paying it, else asks the channel first by a job and answers the
 * order as it is. Its row is locked and pending.
 */
export async function giveUpOrder(
  tx: Tx,
  order: SaleOrder,
  reason: string,
  actor: Actor,
): Promise<SaleOrder> {
  const open = await openAttemptsOf(tx, order.id)
  if (open.length === 0) return closeOrder(tx, order, reason, actor)
  await noteOrder(tx, order, reason, actor)
  await enqueue(
    tx,
    'order.expire',
    { merchantId: tx.merchantId, orderId: order.id },
    { key: expiryKey(order.id) },
  )
  return order
}

/** Lines by kind, in one order everywhere, so that two orders wait for each other instead of locking up. */
function byKind(lines: readonly OrderLine[]): [Kind, OrderLine[]][] {
  const groups = new Map<string, OrderLine[]>()
  for (const line of lines) groups.set(line.kind, [...(groups.get(line.kind) ?? []), line])
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => [kindOf(group[0]!), group])
}

export function cardsOf(lines: readonly OrderLine[]): string[] {
  return lines.flatMap(({ cardId }) => (cardId ? [cardId] : []))
}

export { confirmTaken, planPart, takePart, undoTaken } from './partial.ts'
export { reverseOrder } from './reversal.ts'
