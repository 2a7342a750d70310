import { sql } from 'kysely'
import { businessDay, startOfBusinessDay } from '../../../kernel/clock.ts'
import type { Tx } from '../../../kernel/db.ts'
import { firstIdOf, firstTransferAt } from '../../../ledger/index.ts'
import type { Span } from '../../../ledger/index.ts'
import { reconciledThrough, unreconciledDays } from '../../../modules/reconciliation/index.ts'
import { dayAfter, lastDayOf, lastStatement } from '../../../modules/settlement/index.ts'
import type { SettlementTerms, Statement } from '../../../modules/settlement/index.ts'

export type NextPeriod = { firstDay: string; lastDay: string; before: Statement | undefined }

/** What the next statement is of; undefined while nothing was ever booked. */
export async function nextPeriodOf(tx: Tx, terms: SettlementTerms): Promise<NextPeriod | undefined> {
  const before = await lastStatement(tx)
  const begun = before ? undefined : await firstTransferAt(tx)
  const firstDay = before ? dayAfter(before.lastDay) : begun && businessDay(begun)
  return firstDay === undefined ? undefined : { firstDay, lastDay: lastDayOf(firstDay, terms.period), before }
}

export function spanOf({ firstDay, lastDay }: { firstDay: string; lastDay: string }): Span {
  return { from: startOfBusinessDay(firstDay), to: startOfBusinessDay(dayAfter(lastDay)) }
}

// What was begun before midnight has been committed by then.
const graceMilliseconds = 3_600_000

export function isOver({ lastDay }: { lastDay: string }, now: Date): boolean {
  return now.getTime() >= startOfBusinessDay(dayAfter(lastDay)).getTime() + graceMilliseconds
}

export type Waiting = { channelAccountId: string; reconciledThrough: string | null }

/**
 * The operator's accounts with a day of the period whose bill does not agree yet. Money that reached the merchant
 * directly, by its own number or in cash, is its own already: no bill of ours has to vouch for it.
 */
export async function waitingFor(
  tx: Tx,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<Waiting[]> {
  const { from, to } = spanOf({ firstDay, lastDay })
  const active = await tx.query(sql<{ channelAccountId: string; days: string[] }>`
    with account as materialized (
      select id, split_part(code, ':', 2) as channel_account_id from ledger_account
      where merchant_id = ${tx.merchantId} and code like 'channel:%')
    select a.channel_account_id as "channelAccountId",
      array_agg(distinct (t.created_at at time zone 'Asia/Shanghai')::date::text) as days
    from ledger_transfer t
    join account a on (t.kind = 'order.paid' and a.id = t.debit_account_id)
      or (t.kind = 'refund.paid' and a.id = t.credit_account_id)
    where t.merchant_id = ${tx.merchantId} and t.id >= ${firstIdOf(from)}::uuid
      and t.created_at >= ${from} and t.created_at < ${to}
    group by 1 order by 1`)
  const waiting: Waiting[] = []
  for (const { channelAccountId, days } of active) {
    const missing = await unreconciledDays(tx, { channelAccountId, from: firstDay, to: lastDay })
    if (missing.some((day) => days.includes(day)))
      waiting.push({
        channelAccountId,
        reconciledThrough: (await reconciledThrough(tx, channelAccountId)) ?? null,
      })
  }
  return waiting
}
