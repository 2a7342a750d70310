import { tellEach } from '../jobs/tell.ts'
import type { Tx } from '../kernel/db.ts'
import type { Actor } from '../kernel/idempotency.ts'
import { allocate } from '../kernel/money.ts'
import type { Vault } from '../kernel/secrets.ts'
import { postAll } from '../ledger/index.ts'
import type { Transfer } from '../ledger/index.ts'
import { lockCards } from '../modules/card/index.ts'
import { insertDeals } from '../modules/deal/index.ts'
import { linesOfEach, markPaid } from '../modules/order/index.ts'
import type { OrderLine, SaleOrder } from '../modules/order/index.ts'
import { kindOf } from './index.ts'
import { inLockOrder } from './kind.ts'
import type { Fulfilment } from './kind.ts'
import { cardsOf, inflowTransfers, paidMessage } from './pipeline.ts'
import type { Payment } from './pipeline.ts'

export type Arrived = { order: SaleOrder } & Pick<
  Payment,
  'tender' | 'receivedInto' | 'custody' | 'sourceKey'
>

/**
 * `applyPayment` for a batch of orders that are sales: what single ones write row by row is written by one statement a
 * table. The ledger comes last, because the merchant's own account is locked from there to the commit.
 */
export async function applyPayments(
  tx: Tx,
  arrived: readonly Arrived[],
  { actor, vault }: { actor: Actor; vault: Vault },
): Promise<void> {
  if (arrived.length === 0) return
  const lines = await linesOfEach(
    tx,
    arrived.map(({ order }) => order.id),
  )
  await lockCards(tx, [...new Set(cardsOf([...lines.values()].flat()))])
  const paid = arrived.map((one) => ({
    ...one,
    order: { ...one.order, state: 'paid' as const, paidFen: one.order.totalFen, paidAt: tx.now },
    lines: lines.get(one.order.id)!,
  }))
  await markPaid(
    tx,
    arrived.map(({ order, tender }) => ({ order, tender, states: statesOf(lines.get(order.id)!) })),
    actor,
  )
  const delivered = await deliver(
    tx,
    paid.flatMap((one) => fulfilmentsOf(one, { actor, vault })),
  )
  await insertDeals(
    tx,
    paid.map(({ order, tender }) => ({ ...order, orderId: order.id, amountFen: order.totalFen, tender })),
  )
  await tellEach(
    tx,
    paid.flatMap(({ order }) => (order.customerId ? [paidMessage(order, order.customerId)] : [])),
  )
  await postAll(tx, [
    ...paid.flatMap((one) => inflowTransfers(one.order, one.order.totalFen, one)),
    ...delivered,
  ])
}

function statesOf(lines: readonly OrderLine[]) {
  const isComplete = lines.every((line) => kindOf(line).completesAtOnce)
  return isComplete ? (['paid', 'fulfilled', 'completed'] as const) : (['paid', 'fulfilled'] as const)
}

function fulfilmentsOf(
  { order, lines }: { order: SaleOrder; lines: readonly OrderLine[] },
  by: { actor: Actor; vault: Vault },
): Fulfilment[] {
  const shares = allocate(
    order.totalFen,
    lines.map((line) => line.amountFen),
  )
  return lines.map((line, place) => ({ order, line, moneyFen: shares[place]!, ...by }))
}

/** By kind, and by product within it, so that batches wait for each other in one order. */
async function deliver(tx: Tx, fulfilments: readonly Fulfilment[]): Promise<Transfer[]> {
  const transfers: Transfer[] = []
  const ofLine = new Map(fulfilments.map((one) => [one.line, one]))
  const sorted = inLockOrder([...ofLine.keys()]).map((line) => ofLine.get(line)!)
  const groups = [...Map.groupBy(sorted, ({ line }) => line.kind)]
  for (const [, group] of groups.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const kind = kindOf(group[0]!.line)
    if (kind.fulfilEach) transfers.push(...(await kind.fulfilEach(tx, group)))
    else for (const one of group) transfers.push(...(await kind.fulfil(tx, one)))
  }
  return transfers
}
