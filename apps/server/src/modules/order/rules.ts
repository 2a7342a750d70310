import type { OrderState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import { fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import type { LineDraft, SaleOrder } from './types.ts'

export const orderStates = states({
  pending: ['paid', 'closed'],
  paid: ['fulfilled', 'refunding'],
  fulfilled: ['completed', 'refunding'],
  completed: ['refunding'],
  refunding: ['refunded', 'paid', 'fulfilled', 'completed'],
  refunded: [],
  closed: [],
} satisfies Record<OrderState, readonly OrderState[]>)

export const orderNotFound = refusal('order.not_found', 404)
export const orderNotPending = refusal('order.not_pending', 409)
export const orderExpired = refusal('order.expired', 409)
export const orderNotRefundable = refusal('order.not_refundable', 409)
export const orderMixedKinds = refusal('order.mixed_kinds', 400)
export const orderQuantityWrong = refusal('order.quantity_wrong', 400)
export const orderTooLarge = refusal('order.too_large', 400)
export const orderCustomerRequired = refusal('order.customer_required', 400)
export const orderCardRequired = refusal('order.card_required', 400)
export const orderKindWrong = refusal('order.kind_wrong', 400)
export const orderTenderWrong = refusal('order.tender_wrong', 409)
export const orderLinesWrong = refusal('order.lines_wrong', 400)
export const rechargePending = refusal('order.recharge_pending', 409)

/** The most one order may come to, the same as a price's: ¥10,000,000. */
export const orderTotalMaxFen = 1_000_000_000n

export function checkPending(order: SaleOrder, now: Date): void {
  if (order.state !== 'pending') throw orderNotPending({ orderId: order.id, state: order.state })
  if (order.expiresAt && order.expiresAt <= now) throw orderExpired({ orderId: order.id })
}

export function totalOf(lines: readonly Pick<LineDraft, 'amountFen'>[]): Fen {
  const total = lines.reduce((sum, line) => sum + line.amountFen, 0n)
  if (total > orderTotalMaxFen) throw orderTooLarge()
  return fen(total)
}

/** '十次卡 等 3 件': the first line's name and how many things there are. */
export function titleOf(lines: readonly Pick<LineDraft, 'name' | 'quantity'>[]): string {
  const first = lines[0]!
  const things = lines.reduce((sum, line) => sum + line.quantity, 0)
  if (things === 1) return first.name
  return lines.every((line) => line.name === first.name)
    ? `${first.name} ×${things}`
    : `${first.name} 等 ${things} 件`
}
