import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { RefundState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import { refundNotFound, refundStates } from './rules.ts'
import type { Refund } from './types.ts'

const columns = sql`id, order_id as "orderId", attempt_id as "attemptId", out_refund_no as "outRefundNo",
  amount_fen as "amountFen", cause, reason, state, channel_refund_no as "channelRefundNo", problem, polls,
  polled_at as "polledAt", created_at as "createdAt", succeeded_at as "succeededAt"`

export async function findRefund(tx: Tx, id: string): Promise<Refund | undefined> {
  return tx.one(sql<Refund>`
    select ${columns} from refund where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function getRefund(tx: Tx, id: string): Promise<Refund> {
  const refund = await findRefund(tx, id)
  if (!refund) throw refundNotFound({ refundId: id })
  return refund
}

export async function findRefundByNumber(tx: Tx, outRefundNo: string): Promise<Refund | undefined> {
  return tx.one(sql<Refund>`
    select ${columns} from refund where merchant_id = ${tx.merchantId} and out_refund_no = ${outRefundNo}`)
}

/** The order's row and the attempt's are locked before, by the lock order. */
export async function lockRefund(tx: Tx, id: string): Promise<Refund> {
  const refund = await tx.one(sql<Refund>`
    select ${columns} from refund where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!refund) throw refundNotFound({ refundId: id })
  return refund
}

export async function refundsOf(tx: Tx, orderId: string): Promise<Refund[]> {
  return tx.query(sql<Refund>`
    select ${columns} from refund
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} order by created_at, id`)
}

export type NewRefund = Pick<
  Refund,
  'id' | 'orderId' | 'attemptId' | 'outRefundNo' | 'amountFen' | 'cause' | 'reason'
> & { requestedBy: string }

/** Approved at once: nobody has to agree to it yet. */
export async function insertRefund(tx: Tx, refund: NewRefund): Promise<Refund> {
  const inserted = await tx.one(sql<Refund>`
    insert into refund (merchant_id, id, order_id, attempt_id, out_refund_no, amount_fen, cause, reason, state,
      requested_by, created_at)
    values (${tx.merchantId}, ${refund.id}, ${refund.orderId}, ${refund.attemptId}, ${refund.outRefundNo},
      ${refund.amountFen}, ${refund.cause}, ${refund.reason}, 'requested', ${refund.requestedBy}, ${tx.now})
    returning ${columns}`)
  await insertEvent(tx, refund.id, null, 'requested')
  return markRefund(tx, inserted!, 'approved')
}

type Change = { note?: string; problem?: string | null; channelRefundNo?: string }

/** Changes the state by the table and writes the event. The caller holds the row's lock. */
export async function markRefund(
  tx: Tx,
  refund: Refund,
  state: RefundState,
  { note = '', problem = null, channelRefundNo }: Change = {},
): Promise<Refund> {
  refundStates.check(refund.state, state)
  const marked = await tx.one(sql<Refund>`
    update refund set state = ${state}, problem = ${problem},
      channel_refund_no = ${channelRefundNo ?? refund.channelRefundNo},
      succeeded_at = ${state === 'succeeded' ? tx.now : null}
    where merchant_id = ${tx.merchantId} and id = ${refund.id} and state = ${refund.state}
    returning ${columns}`)
  assert(marked, 'a refund is marked under its lock')
  await insertEvent(tx, refund.id, refund.state, state, note || (problem ?? ''))
  return marked
}

/** The channel was asked, and nothing is decided yet. */
export async function saveRefundPoll(
  tx: Tx,
  refund: Refund,
  { problem, channelRefundNo }: { problem: string | null; channelRefundNo?: string | undefined },
): Promise<void> {
  await tx.query(sql`
    update refund set polls = polls + 1, polled_at = ${tx.now}, problem = ${problem},
      channel_refund_no = ${channelRefundNo ?? refund.channelRefundNo}
    where merchant_id = ${tx.merchantId} and id = ${refund.id}`)
}

async function insertEvent(
  tx: Tx,
  refundId: string,
  from: RefundState | null,
  to: RefundState,
  note = '',
): Promise<void> {
  await tx.query(sql`
    insert into refund_event (merchant_id, id, refund_id, from_state, to_state, note, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${refundId}, ${from}, ${to}, ${note}, ${tx.now})`)
}
