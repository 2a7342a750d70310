import { businessDay } from '../../../kernel/clock.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { BillLine } from '../../../channels/bill.ts'
import { findAttemptsByNumber } from '../../../modules/payment/index.ts'
import type { Attempt } from '../../../modules/payment/index.ts'
import { differenceOf } from '../../../modules/reconciliation/index.ts'
import type { BillDifference, Custody } from '../../../modules/reconciliation/index.ts'
import { findRefundsByNumber } from '../../../modules/refund/index.ts'
import type { Refund } from '../../../modules/refund/index.ts'
import { foundOf } from './found.ts'
import type { Found, Known } from './found.ts'

/** What is known of the numbers that lines of a bill name. */
export type Names = { attempts: Map<string, Attempt>; refunds: Map<string, Refund> }

export async function lookUp(tx: Tx, lines: readonly BillLine[]): Promise<Names> {
  const numbers = new Set(lines.map(({ tradeNumber }) => tradeNumber))
  const refundNumbers = lines.filter(({ kind }) => kind === 'refund').map(({ number }) => number)
  return {
    attempts: await findAttemptsByNumber(tx, [...numbers]),
    refunds: await findRefundsByNumber(tx, refundNumbers),
  }
}

export function knownOf({ attempts, refunds }: Names, line: BillLine): Known {
  const attempt = attempts.get(line.tradeNumber)
  const refund = line.kind === 'refund' ? refunds.get(line.number) : undefined
  return { attempt, refund }
}

export type Explaining = {
  day: string
  channelAccountId: string
  custody: Custody
  agreedRate: number | undefined
  /** Rows of any day about the same payments and refunds. */
  others: readonly BillDifference[]
  /** Whether a day of this account was compared already. */
  isReconciled(day: string): boolean
}

export type Explained = {
  found?: Found
  /** It agrees with something of the books after all, and is booked with the day. */
  isMatched?: boolean
  /** A row of another day that this line puts an end to. */
  ends?: BillDifference
}

/** A line that nothing of its day answered to: why, and what to do about it. */
export function explain(line: BillLine, known: Known, context: Explaining): Explained {
  const succeededAt = timeOf(line, known, context.channelAccountId)
  if (succeededAt === undefined) return line.isDone ? { found: unmatched(line, known, context) } : {}

  const feeRate = context.agreedRate ?? line.feeRate
  const type = differenceOf(oursFenOf(line, known), { ...line, feeRate })
  const oursDay = businessDay(succeededAt)
  if (oursDay === context.day) {
    return type ? { found: foundOf(line, known, { type, feeRate }) } : { isMatched: true }
  }
  return explainLate(line, known, { context, type, feeRate, oursDay })
}

type Late = {
  context: Explaining
  type: ReturnType<typeof differenceOf>
  feeRate: number | undefined
  oursDay: string
}

/** The books have it on another day. It is late, unless it was in that day's bill too: then it is there twice. */
function explainLate(line: BillLine, known: Known, { context, type, feeRate, oursDay }: Late): Explained {
  const about = context.others.filter((row) => isAbout(row, line, known))
  const before = about.find((row) => row.day === context.day && row.type !== 'theirs-missing')
  const missed = about.find((row) => row.type === 'theirs-missing' && row.day === oursDay)
  const isFree =
    before?.type === 'late' ||
    missed?.foundDay === context.day ||
    missed?.state === 'carried' ||
    missed?.state === 'open'
  if (missed?.state === 'handled' && missed.foundDay === null)
    return { found: foundOf(line, known, { type: 'late', feeRate, suggestion: 'none' }) }
  if (!isFree && (missed?.foundDay || context.isReconciled(oursDay)))
    return { found: foundOf(line, known, { type: 'duplicate', feeRate }) }

  const ends = missed && missed.state !== 'resolved' ? { ends: missed } : {}
  if (type) return { found: foundOf(line, known, { type, feeRate }), ...ends }
  return {
    found: foundOf(line, known, { type: 'late', feeRate, state: 'resolved' }),
    isMatched: true,
    ...ends,
  }
}

function isAbout(row: BillDifference, line: BillLine, { attempt, refund }: Known): boolean {
  if (row.item !== line.kind) return false
  return line.kind === 'refund' ? row.refundId === refund?.id : row.attemptId === attempt?.id
}

/** When the books say that it happened at this account; undefined where they do not. */
function timeOf(line: BillLine, { attempt, refund }: Known, channelAccountId: string): Date | undefined {
  if (attempt?.channelAccountId !== channelAccountId) return undefined
  if (line.kind === 'payment') return attempt.state === 'succeeded' ? attempt.succeededAt! : undefined
  if (refund?.attemptId !== attempt.id || refund.byHand !== null) return undefined
  return refund.state === 'succeeded' ? refund.succeededAt! : undefined
}

function oursFenOf(line: BillLine, { attempt, refund }: Known): number {
  return Number(line.kind === 'payment' ? attempt!.amountFen : refund!.amountFen)
}

function unmatched(line: BillLine, known: Known, { custody, channelAccountId }: Explaining): Found {
  const isOurs = known.attempt?.channelAccountId === channelAccountId
  const record = line.kind === 'payment' ? known.attempt : known.refund
  // What the books have and think unfinished, the channel is asked about again.
  if (isOurs && record && !(known.refund?.byHand ?? false))
    return foundOf(line, known, { type: 'state', suggestion: 'settle' })
  const isConsole = line.kind === 'refund' && isOurs && known.attempt?.state === 'succeeded' && !known.refund
  const otherwise = custody === 'operator' ? 'accept' : 'exclude'
  const suggestion = isConsole ? 'record-refund' : otherwise
  return foundOf(line, known, { type: 'ours-missing', suggestion })
}
