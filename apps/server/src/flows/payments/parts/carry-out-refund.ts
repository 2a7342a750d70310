import assert from 'node:assert/strict'
import type { Tx } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import { enqueueRefund } from '../../../jobs/payment-jobs.ts'
import { balancesOf, post } from '../../../ledger/index.ts'
import type { Account } from '../../../ledger/index.ts'
import { reverseOrder, takePart } from '../../../lines/pipeline.ts'
import { payBackToCard, paidWithCard } from '../../../modules/card/index.ts'
import {
  bonusCost,
  cashOfStaff,
  merchantAvailable,
  merchantOwnHands,
  refundReserve,
} from '../../../modules/chart/index.ts'
import { markOrder, noteOrder } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import { markRefund, refundCashShort } from '../../../modules/refund/index.ts'
import type { Refund } from '../../../modules/refund/index.ts'
import { closeRefund, paidBack } from './finish-refund.ts'
import type { Planned } from './plan-refund.ts'

type Agreed = { order: SaleOrder; refund: Refund; planned: Planned; actor: Actor }

/**
 * Nobody has to agree any more: what was bought is taken back, its money waits in the reserve, and it is sent to where
 * it came from. The order's row is locked.
 */
export async function carryOut(tx: Tx, { order, refund, planned, actor }: Agreed): Promise<void> {
  const reserve = refundReserve(refund.id)
  const { takings } = planned
  const later = accountsOfGiving(order, refund)
  if (planned.isWhole) await reverseOrder(tx, order, reserve, actor, later)
  else await takePart(tx, order, { refundId: refund.id, takings, reserve, actor }, later)

  const { reason: note } = refund
  if (order.state === 'refunding') await noteOrder(tx, order, note, actor)
  const refunding =
    order.state === 'refunding' ? order : await markOrder(tx, order, 'refunding', { actor, note })
  const approved = await markRefund(tx, refund, 'approved', { actor })
  await giveBack(tx, refunding, approved, { planned, actor })
}

/** What giving back posts to, besides the reserve and accounts of the card that paid. */
function accountsOfGiving({ tender }: SaleOrder, { cashStaffId }: Refund): Account[] {
  if (tender === 'cash') return [merchantAvailable(), merchantOwnHands(), cashOfStaff(cashStaffId!)]
  return tender === 'card' ? [bonusCost()] : []
}

async function giveBack(
  tx: Tx,
  order: SaleOrder,
  refund: Refund,
  { planned, actor }: { planned: Planned; actor: Actor },
): Promise<void> {
  if (order.tender === 'wechat-pay' || order.tender === 'alipay') {
    assert(refund.attemptId, 'an order paid over a channel has the attempt that paid it')
    const { merchantId } = tx
    const job = { merchantId, refundId: refund.id, runAt: refund.sendAfter ?? undefined }
    return enqueueRefund(tx, 'refund.submit', job)
  }
  const processing = await markRefund(tx, refund, 'processing')
  if (order.tender === 'cash') await giveCash(tx, processing, refund.cashStaffId!)
  else await giveToCard(tx, order, processing, { planned, actor })
  const succeeded = await markRefund(tx, processing, 'succeeded')
  await closeRefund(tx, order, succeeded, actor)
}

/** Only cash that the person holds can be handed out. */
export async function giveCash(tx: Tx, refund: Refund, staffId: string): Promise<void> {
  const cash = cashOfStaff(staffId)
  const posted = await post(tx, paidBack(refund, { from: cash, custody: 'own' }))
  if (posted.some(({ outcome }) => outcome === 'below_floor')) {
    const heldFen = Number((await balancesOf(tx, [cash])).get(cash.code))
    throw refundCashShort({ amountFen: Number(refund.amountFen), heldFen })
  }
  assert(
    posted.every(({ outcome }) => outcome === 'posted'),
    'a refund is paid out once',
  )
}

async function giveToCard(
  tx: Tx,
  order: SaleOrder,
  refund: Refund,
  { planned, actor }: { planned: Planned; actor: Actor },
): Promise<void> {
  const { id: orderId, title } = order
  const bonusFen = planned.isWhole
    ? (await paidWithCard(tx, orderId)).bonusFen
    : planned.takings.reduce((sum, one) => sum + one.bonusFen, 0n)
  const principalFen = refund.amountFen - bonusFen
  const source = refundReserve(refund.id)
  await payBackToCard(tx, { orderId, title, source, principalFen, bonusFen, actor })
}
