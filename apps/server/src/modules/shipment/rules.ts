import { refusal } from '../../kernel/refusals.ts'
import type { OrderLine, SaleOrder } from '../order/index.ts'
import type { Parcel, Shipment } from './types.ts'

export const shipmentNotDue = refusal('shipment.not_due', 409)
export const shipmentReported = refusal('shipment.reported', 409)
export const shipmentMobileNeeded = refusal('shipment.mobile_needed', 400)

const shippable = new Set<SaleOrder['state']>(['paid', 'fulfilled', 'completed'])

/** What the buyer ordered from afar and was sold to be sent; at the counter, goods change hands. */
export function isSentByExpress(order: SaleOrder, lines: readonly OrderLine[]): boolean {
  return (
    order.source === 'customer-app' && lines.some((line) => line.kind === 'goods' && termsOf(line).byExpress)
  )
}

const termsOf = (line: OrderLine) => line.terms as { byExpress?: boolean }

/** Once the money is there, and until WeChat is told. */
export function checkShippable(
  order: SaleOrder,
  lines: readonly OrderLine[],
  shipment: Shipment | undefined,
): void {
  const { id: orderId, state } = order
  if (!shippable.has(state) || !isSentByExpress(order, lines)) throw shipmentNotDue({ orderId, state })
  if (shipment?.reportStartedAt) throw shipmentReported({ orderId })
}

export function checkParcel({ carrier, receiverMobileEnd }: Parcel): void {
  if (carrier === 'SF' && receiverMobileEnd === null) throw shipmentMobileNeeded({ carrier })
}
