import { sql } from 'kysely'
import type { BillDayState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import { billDayStates } from './rules.ts'

export type BillDay = {
  channelAccountId: string
  /** 'YYYY-MM-DD' in Shanghai. */
  day: string
  state: BillDayState
  /** Why it waits or was refused, as a code of the messages. */
  reason: string | null
  detail: string
  tries: number
  batchId: string | null
}
export type OfDay = { channelAccountId: string; day: string }

const columns = sql`channel_account_id as "channelAccountId", day::text, state, reason, detail, tries,
  batch_id as "batchId"`

export async function findDay(tx: Tx, { channelAccountId, day }: OfDay): Promise<BillDay | undefined> {
  return tx.one(sql<BillDay>`
    select ${columns} from bill_day
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and day = ${day}::date`)
}

/** With its row locked, made when it is the first time that anybody asks. */
export async function lockDay(tx: Tx, { channelAccountId, day }: OfDay): Promise<BillDay> {
  await tx.query(sql`
    insert into bill_day (merchant_id, channel_account_id, day, state, created_at, updated_at)
    values (${tx.merchantId}, ${channelAccountId}, ${day}::date, 'waiting', ${tx.now}, ${tx.now})
    on conflict (merchant_id, channel_account_id, day) do nothing`)
  const locked = await tx.one(sql<BillDay>`
    select ${columns} from bill_day
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and day = ${day}::date
    for update`)
  return locked!
}

type Change = { reason?: string; detail?: string; batchId?: string; tries?: number }

/** The caller holds the row's lock. */
export async function markDay(
  tx: Tx,
  before: BillDay,
  state: BillDayState,
  { reason, detail = '', batchId, tries }: Change = {},
): Promise<void> {
  if (before.state !== state) billDayStates.check(before.state, state)
  await tx.query(sql`
    update bill_day set state = ${state}, reason = ${reason ?? null}, detail = ${detail.slice(0, 300)},
      tries = ${tries ?? before.tries}, batch_id = ${batchId ?? before.batchId}, updated_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and channel_account_id = ${before.channelAccountId}
      and day = ${before.day}::date`)
}

type Range = { channelAccountId: string; from: string; to: string }

/** The days of a range, both ends included, that are not reconciled to the end: settlement has to wait for them. */
export async function unreconciledDays(tx: Tx, { channelAccountId, from, to }: Range): Promise<string[]> {
  const rows = await tx.query(sql<{ day: string }>`
    select w.day::date::text as day
    from generate_series(${from}::date, ${to}::date, interval '1 day') w (day)
    where not exists (select from bill_day d
      where d.merchant_id = ${tx.merchantId} and d.channel_account_id = ${channelAccountId}
        and d.day = w.day::date and d.state = 'matched')
    order by w.day limit 400`)
  return rows.map(({ day }) => day)
}

/**
 * The last day up to which an account is reconciled without a gap; undefined where nothing is. It begins with the
 * first day that was reconciled, so what was before that is for the asker to know.
 */
export async function reconciledThrough(tx: Tx, channelAccountId: string): Promise<string | undefined> {
  const row = await tx.one(sql<{ day: string | null }>`
    select (case when bool_or(broken) then (array_agg(previous order by day) filter (where broken))[1]
      else max(day) end)::text as day
    from (
      select day, lag(day) over w as previous, state <> 'matched' or day <> lag(day) over w + 1 as broken
      from bill_day where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId}
      window w as (order by day)
    ) one`)
  return row?.day ?? undefined
}
