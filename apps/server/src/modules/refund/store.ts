import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { RefundState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { refundNotFound, refundStates } from './rules.ts'
import type { Refund } from './types.ts'

export const columns = sql`id, order_id as "orderId", attempt_id as "attemptId", out_refund_no as "outRefundNo",
  amount_fen as "amountFen", cause, reason, state, channel_refund_no as "channelRefundNo", problem, polls,
  polled_at as "polledAt", requested_by as "requestedBy", cash_staff_id as "cashStaffId",
  send_after as "sendAfter", repair, by_hand as "byHand", created_at as "createdAt", succeeded_at as "succeededAt"`

export async function findRefund(tx: Tx, id: string): Promise<Refund | undefined> {
  return tx.one(sql<Refund>`
    select ${columns} from refund where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function getRefund(tx: Tx, id: string): Promise<Refund> {
  const refund = await findRefund(tx, id)
  if (!refund) throw refundNotFound({ refundId: id })
  return refund
}

/** By the number it has, or one that it had before the channel closed that. */
export async function findRefundByNumber(tx: Tx, outRefundNo: string): Promise<Refund | undefined> {
  return tx.one(sql<Refund>`
    select ${columns} from refund where merchant_id = ${tx.merchantId} and (out_refund_no = ${outRefundNo}
      or id = (select refund_id from refund_number
        where merchant_id = ${tx.merchantId} and out_refund_no = ${outRefundNo}))`)
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
> &
  Partial<Pick<Refund, 'cashStaffId' | 'sendAfter'>> & { requestedBy: Actor }

/** Somebody, or the system, wants it; nothing has moved yet. */
export async function insertRefund(tx: Tx, refund: NewRefund): Promise<Refund> {
  const { requestedBy: actor } = refund
  const inserted = await tx.one(sql<Refund>`
    insert into refund (merchant_id, id, order_id, attempt_id, out_refund_no, amount_fen, cause, reason, state,
      requested_by, cash_staff_id, send_after, created_at)
    values (${tx.merchantId}, ${refund.id}, ${refund.orderId}, ${refund.attemptId}, ${refund.outRefundNo},
      ${refund.amountFen}, ${refund.cause}, ${refund.reason}, 'requested', ${actor.id},
      ${refund.cashStaffId ?? null}, ${refund.sendAfter ?? null}, ${tx.now})
    returning ${columns}`)
  await insertEvent(tx, { refundId: refund.id, from: null, to: 'requested', actor })
  return inserted!
}

export type RefundChange = {
  actor?: Actor
  note?: string
  problem?: string | null
  channelRefundNo?: string
  byHand?: Refund['byHand']
  repair?: Refund['repair']
}

/** Changes the state by the table and writes the event. The caller holds the row's lock. */
export async function markRefund(
  tx: Tx,
  refund: Refund,
  state: RefundState,
  { actor, note = '', problem = null, channelRefundNo, byHand, repair }: RefundChange = {},
): Promise<Refund> {
  refundStates.check(refund.state, state)
  const marked = await tx.one(sql<Refund>`
    update refund set state = ${state}, problem = ${problem}, by_hand = ${byHand ?? refund.byHand},
      repair = ${repair === undefined ? refund.repair : repair},
      channel_refund_no = ${channelRefundNo ?? refund.channelRefundNo},
      succeeded_at = ${state === 'succeeded' ? tx.now : null}
    where merchant_id = ${tx.merchantId} and id = ${refund.id} and state = ${refund.state}
    returning ${columns}`)
  assert(marked, 'a refund is marked under its lock')
  const event = { refundId: refund.id, from: refund.state, to: state, actor, note: note || (problem ?? '') }
  await insertEvent(tx, event)
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

/** The channel has closed the number for good: the refund goes on under another, and the old one is remembered. */
export async function renumberRefund(tx: Tx, refund: Refund, outRefundNo: string): Promise<Refund> {
  await tx.query(sql`
    insert into refund_number (merchant_id, out_refund_no, refund_id, closed_at)
    values (${tx.merchantId}, ${refund.outRefundNo}, ${refund.id}, ${tx.now})`)
  const renumbered = await tx.one(sql<Refund>`
    update refund set out_refund_no = ${outRefundNo}, channel_refund_no = null, polls = 0
    where merchant_id = ${tx.merchantId} and id = ${refund.id} returning ${columns}`)
  const note = `渠道已关闭 ${refund.outRefundNo}，换号重新提交`
  await insertEvent(tx, { refundId: refund.id, from: refund.state, to: refund.state, note })
  return renumbered!
}

type Event = {
  refundId: string
  from: RefundState | null
  to: RefundState
  actor?: Actor | undefined
  note?: string
}

async function insertEvent(tx: Tx, { refundId, from, to, actor, note = '' }: Event): Promise<void> {
  await tx.query(sql`
    insert into refund_event
      (merchant_id, id, refund_id, from_state, to_state, actor_kind, actor_id, note, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${refundId}, ${from}, ${to}, ${actor?.kind ?? null},
      ${actor?.id ?? null}, ${note}, ${tx.now})`)
}
