import type { AnswerOf } from '@sesame/contract/route'
import type { counterRoutes } from '@sesame/contract/counter'
import type { Tx } from '../kernel/db.ts'
import type { Sight } from '../modules/access/index.ts'
import { findAttempt, isBarcode, isOpen, notByBarcode } from '../modules/payment/index.ts'
import type { Attempt } from '../modules/payment/index.ts'
import { getOrderView } from './order-detail.ts'

type CodePayment = AnswerOf<typeof counterRoutes.checkCodePayment>

/** How a payment by code stands, with its order, for staff who may see that. */
export async function getCodePayment(
  tx: Tx,
  sight: Sight,
  { orderId, attemptId }: { orderId: string; attemptId: string },
): Promise<CodePayment> {
  const order = await getOrderView(tx, sight, orderId)
  const attempt = await findAttempt(tx, attemptId)
  if (attempt?.orderId !== orderId || !isBarcode(attempt)) throw notByBarcode({ attemptId })
  return { attemptId, state: stateOf(attempt), order }
}

function stateOf(attempt: Attempt): CodePayment['state'] {
  if (isOpen(attempt)) return attempt.reversals > 0 ? 'cancelling' : 'waiting'
  if (attempt.state === 'succeeded') return 'paid'
  return attempt.state === 'failed' ? 'failed' : 'closed'
}
