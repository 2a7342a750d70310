import type { Tx } from '../../../kernel/db.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { WantedBack } from '../../../lines/kind.ts'
import { planPart } from '../../../lines/pipeline.ts'
import { linesOf, orderNotRefundable } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import {
  earlierTakings,
  isOver,
  refundAlreadyRequested,
  refundsOf,
  refundsOfPaymentMax,
  refundTooMany,
  refundTooMuch,
} from '../../../modules/refund/index.ts'
import type { Refund, Taking } from '../../../modules/refund/index.ts'

export type Planned = {
  takings: Taking[]
  amountFen: Fen
  /** The whole of an order of which nothing was refunded before. */
  isWhole: boolean
  others: readonly Refund[]
}

const refundableStates = new Set(['paid', 'fulfilled', 'completed', 'refunding'])

/**
 * What a refund would take and give back. What is left to refund is paid − (succeeded + under way + waiting for
 * review), counted under the order's lock; `refundId` leaves out one's own.
 */
export async function planRefund(
  tx: Tx,
  order: SaleOrder,
  { lines, refundId }: { lines?: readonly WantedBack[] | undefined; refundId?: string },
): Promise<Planned> {
  const others = await otherRefunds(tx, order, refundId)
  const given = others.reduce((sum, refund) => sum + refund.amountFen, 0n)
  const refundableFen = order.paidFen - given
  if (!lines) {
    if (given > 0n) throw refundAlreadyRequested({ orderId: order.id, refundableFen: Number(refundableFen) })
    return { takings: await allOf(tx, order), amountFen: order.paidFen, isWhole: true, others }
  }
  const earlier = await earlierTakings(tx, order.id, refundId)
  const takings = await planPart(tx, order, { wanted: lines, earlier })
  const amountFen = fen(takings.reduce((sum, one) => sum + one.amountFen, 0n))
  if (amountFen > refundableFen) throw refundTooMuch({ orderId: order.id, leftFen: Number(refundableFen) })
  return { takings, amountFen, isWhole: false, others }
}

async function otherRefunds(tx: Tx, order: SaleOrder, refundId: string | undefined): Promise<Refund[]> {
  const { id: orderId, state, source } = order
  if (!refundableStates.has(state) || source === 'redemption' || source === 'channel-test')
    throw orderNotRefundable({ orderId, state, source })
  const refunds = await refundsOf(tx, orderId)
  if (refunds.length >= refundsOfPaymentMax && !refundId) throw refundTooMany({ orderId })
  return refunds
    .filter(({ id, cause }) => cause === 'requested' && id !== refundId)
    .filter((one) => !isOver(one))
}

async function allOf(tx: Tx, order: SaleOrder): Promise<Taking[]> {
  return (await linesOf(tx, order.id)).map(({ id: lineId, productId, quantity, amountFen }) => ({
    lineId,
    kind: 'whole',
    productId,
    quantity,
    amountFen,
    bonusFen: fen(0),
    giftVisits: [],
  }))
}

/** What was asked for, as it is written down with the refund. */
export function wantedOf(takings: readonly Taking[]): WantedBack[] {
  return [...Map.groupBy(takings, ({ lineId }) => lineId)].map(([lineId, own]) => {
    const units = own.find(({ kind }) => kind === 'units')
    if (units) return { lineId, quantity: units.quantity, amountFen: units.amountFen }
    if (own.some(({ kind }) => kind === 'whole')) return { lineId, whole: true }
    const visits = own
      .filter(({ kind }) => kind === 'visits')
      .map(({ productId, quantity }) => ({ productId: productId!, visits: quantity }))
    const value = own.find(({ kind }) => kind === 'value')
    return { lineId, visits, ...(value && { valueFen: value.amountFen }) }
  })
}
