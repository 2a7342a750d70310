type Result = { orderState: string; attemptState: string; refundState: string | null }
export type Stage = 'waiting' | 'refunding' | 'refunded' | 'refund-problem' | 'closed'

/** Where a test payment stands; before the first answer it waits for the payment. */
export function stageOf(result: Result | undefined): Stage {
  if (!result) return 'waiting'
  if (result.refundState === 'succeeded' || result.orderState === 'refunded') return 'refunded'
  if (result.refundState === 'abnormal' || result.refundState === 'closed') return 'refund-problem'
  if (result.refundState !== null || result.attemptState === 'succeeded') return 'refunding'
  if (result.orderState === 'closed' || result.attemptState === 'failed') return 'closed'
  return 'waiting'
}
