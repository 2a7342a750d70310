import assert from 'node:assert/strict'
import type { BillLine } from '../../../channels/bill.ts'
import { fromShanghaiPlainTime } from '../../../channels/shanghai-time.ts'
import { startOfBusinessDay } from '../../../kernel/clock.ts'
import type { Attempt } from '../../../modules/payment/index.ts'
import { expectedFeeFen } from '../../../modules/reconciliation/index.ts'
import type { FoundDifference, Ours } from '../../../modules/reconciliation/index.ts'
import type { Refund } from '../../../modules/refund/index.ts'

export type Found = FoundDifference
export type Known = { attempt: Attempt | undefined; refund: Refund | undefined }

type Why = {
  type: Found['type']
  feeRate?: number | undefined
  suggestion?: Found['suggestion']
  state?: Found['state']
  occurrence?: number
}

const suggestions: Readonly<Record<Found['type'], Found['suggestion']>> = {
  'ours-missing': 'exclude',
  'theirs-missing': 'wait',
  amount: 'accept',
  state: 'settle',
  fee: 'accept',
  duplicate: 'exclude',
  late: 'none',
}

/** A line of the bill and what the books have to say of it, as a difference. */
export function foundOf(line: BillLine, { attempt, refund }: Known, why: Why): Found {
  const record = line.kind === 'payment' ? attempt : refund
  const expected = expectedFeeFen(line, why.feeRate)
  return {
    type: why.type,
    item: line.kind,
    number: line.number,
    occurrence: why.occurrence ?? 1,
    tradeNumber: line.tradeNumber,
    channelNumber: line.channelNumber,
    happenedAt: fromShanghaiPlainTime(line.at) ?? startOfBusinessDay('2000-01-01'),
    orderId: attempt?.orderId ?? null,
    attemptId: attempt?.id ?? null,
    refundId: refund?.id ?? null,
    oursFen: record ? (record.amountFen as bigint) : null,
    theirsFen: BigInt(line.amountFen),
    feeFen: BigInt(line.feeFen),
    expectedFeeFen: expected === undefined ? null : BigInt(expected),
    oursState: record?.state ?? null,
    theirsState: line.state,
    suggestion: why.suggestion ?? suggestions[why.type],
    state: why.state ?? 'open',
    carriedUntil: null,
  }
}

const carryDays = 3

/** The books have it and the bill does not: it may be in the bill of one of the next days. */
export function missingOf(ours: Ours, day: string, { attempt, refund }: Known): Found {
  assert(attempt, 'what succeeded at a channel has its attempt')
  const until = new Date(Date.parse(`${day}T00:00:00Z`) + carryDays * 86_400_000).toISOString().slice(0, 10)
  return {
    type: 'theirs-missing',
    item: ours.kind,
    number: ours.number,
    occurrence: 1,
    tradeNumber: attempt.outTradeNo,
    channelNumber: (refund ? refund.channelRefundNo : attempt.transactionNo) ?? '',
    happenedAt: (refund ?? attempt).succeededAt!,
    orderId: attempt.orderId,
    attemptId: attempt.id,
    refundId: refund?.id ?? null,
    oursFen: BigInt(ours.amountFen),
    theirsFen: null,
    feeFen: null,
    expectedFeeFen: null,
    oursState: 'succeeded',
    theirsState: null,
    suggestion: 'wait',
    state: 'carried',
    carriedUntil: until,
  }
}
