import { sql } from 'kysely'
import { businessDay } from '../kernel/clock.ts'
import type { ReportTx } from '../kernel/db.ts'

export type DueBill = { merchantId: string; channelAccountId: string; day: string }

const daysBack = 7
const rowsMax = 5000
const quietMilliseconds = 50 * 60_000

/**
 * Yesterday of every account, and days of the last week that were missed since an account was first compared. What was
 * refused waits for a person. The operator's accounts are compared once for all who use them.
 */
export async function billsDue(read: ReportTx): Promise<DueBill[]> {
  const today = businessDay(read.now)
  const recently = new Date(read.now.getTime() - quietMilliseconds)
  return read.query(sql<DueBill>`
    with account as (
      select merchant_id, id, created_at from channel_account where operator_account_id is null and enabled
      union all
      select m.id, o.id, o.created_at from operator_channel_account o
      cross join (select id from merchant where kind = 'operator' order by created_at limit 1) m
      where o.enabled
    ), day as (
      select d::date as day from generate_series(${today}::date - ${daysBack}::integer, ${today}::date - 1,
        interval '1 day') d
    )
    select a.merchant_id as "merchantId", a.id as "channelAccountId", w.day::text as day
    from account a cross join day w
    where a.created_at < (w.day + 1)::timestamp at time zone 'Asia/Shanghai'
      and (w.day = ${today}::date - 1 or exists (select from bill_day b
        where b.merchant_id = a.merchant_id and b.channel_account_id = a.id and b.day < w.day))
      and not exists (select from bill_day b
        where b.merchant_id = a.merchant_id and b.channel_account_id = a.id and b.day = w.day
          and (b.batch_id is not null or b.state = 'refused' or b.updated_at > ${recently}))
    order by w.day, a.merchant_id, a.id limit ${rowsMax}`)
}
