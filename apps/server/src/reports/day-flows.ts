import { sql } from 'kysely'
import type { Language } from '@sesame/contract/messages/messages'
import type { QueryOf } from '@sesame/contract/route'
import type { financeRoutes } from '@sesame/contract/finance'
import { businessDay, startOfBusinessDay } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { firstIdOf } from '../ledger/index.ts'
import { classOf } from '../modules/chart/index.ts'
import { dayAfter } from '../modules/settlement/index.ts'
import { accountNamer } from './account-names.ts'
import { dayWrong } from './filters.ts'
import { limitOf, pageByText, textCursor } from './paging.ts'

type Flow = {
  inFen: bigint
  outFen: bigint
  feeFen: bigint
  netFen: bigint
  settledFen: bigint
  transfers: bigint
}
type PlaceRow = Omit<Flow, 'netFen'> & { day: string; accountId: string; code: string }

const daysShown = 31
const daysMax = 366

/** What came in and went out on each day that had something, newest first, with where it was. */
export async function listDayFlows(
  tx: Tx,
  language: Language,
  query: QueryOf<typeof financeRoutes.listDays>,
) {
  const to = query.to ?? businessDay(tx.now)
  const from = query.from ?? dayAfter(to, 1 - daysShown)
  for (const day of [from, to]) checkDay(day)
  const earliest = dayAfter(to, 1 - daysMax)
  const rows = await placesByDay(tx, { from: from < earliest ? earliest : from, to })
  const days = await flowsOf(tx, language, rows)
  const before = textCursor(query)
  const rest = days.filter(({ day }) => before === '' || day < before).slice(0, limitOf(query) + 1)
  return pageByText(rest, query, ({ day }) => day)
}

function checkDay(day: string): void {
  if (Number.isNaN(startOfBusinessDay(day).getTime())) throw dayWrong({ day })
}

const nothing = { inFen: 0n, outFen: 0n, feeFen: 0n, settledFen: 0n, transfers: 0n }

/**
 * Channel accounts and cash, told by what stands on the other side: what was paid and given back, what the channel
 * kept, and what it settled. A movement that is neither counts as a transfer only.
 */
function placesByDay(tx: Tx, { from, to }: { from: string; to: string }): Promise<PlaceRow[]> {
  const [start, end] = [startOfBusinessDay(from), startOfBusinessDay(dayAfter(to))]
  const side = (place: 'debit' | 'credit') => {
    const other = place === 'debit' ? 'credit' : 'debit'
    return sql`
      select p.id, p.code, (t.created_at at time zone 'Asia/Shanghai')::date as day, o.class as other, t.kind,
        ${place === 'debit' ? sql`t.amount` : sql`-t.amount`} as change
      from ledger_transfer t
      join account p on p.id = ${sql.ref(`t.${place}_account_id`)} and p.class in ('channel', 'cash')
      join account o on o.id = ${sql.ref(`t.${other}_account_id`)}
      where t.merchant_id = ${tx.merchantId} and t.id >= ${firstIdOf(start)}::uuid
        and t.created_at >= ${start} and t.created_at < ${end}`
  }
  return tx.query(sql<PlaceRow>`
    with account as materialized (
      select id, code, ${classOf(sql`code`)} as class from ledger_account
      where merchant_id = ${tx.merchantId} and unit = 'CNY')
    select day, id as "accountId", code,
      coalesce(sum(change) filter (where what = 'in'), 0)::bigint as "inFen",
      coalesce(-sum(change) filter (where what = 'out'), 0)::bigint as "outFen",
      coalesce(-sum(change) filter (where what = 'fee'), 0)::bigint as "feeFen",
      coalesce(-sum(change) filter (where what = 'settled'), 0)::bigint as "settledFen",
      count(*) as transfers
    from (
      select *, case
        when other = 'order' or kind like 'order.paid_to_own_hands%' then 'in'
        when other in ('refund', 'sharing', 'staff:paying') or kind like 'refund.paid_from_own_hands%'
          or kind like 'sharing.paid_from_own_hands%'
          or kind like 'payout.paid_from_own_hands%' then 'out'
        when other = 'merchant:available' then 'fee'
        when other in ('bank', 'merchant:own-hands') then 'settled'
        else 'other' end as what
      from (${side('debit')} union all ${side('credit')}) moved) told
    group by 1, 2, 3 order by day desc, code`)
}

async function flowsOf(tx: Tx, language: Language, rows: readonly PlaceRow[]) {
  const nameOf = await accountNamer(
    tx,
    rows.map(({ code }) => code),
    language,
  )
  const days = new Map<string, PlaceRow[]>()
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row])
  return [...days].map(([day, places]) => ({
    day,
    ...withNet(places.reduce(added, nothing)),
    places: places.map(({ accountId, code, day: _, ...flow }) => ({
      accountId,
      name: nameOf(code),
      kind: code.startsWith('channel:') ? 'channel' : 'cash',
      ...withNet(flow),
    })),
  }))
}

const added = (sum: typeof nothing, row: Omit<Flow, 'netFen'>): typeof nothing => ({
  inFen: sum.inFen + row.inFen,
  outFen: sum.outFen + row.outFen,
  feeFen: sum.feeFen + row.feeFen,
  settledFen: sum.settledFen + row.settledFen,
  transfers: sum.transfers + row.transfers,
})

const withNet = <Sums extends Omit<Flow, 'netFen'>>(sums: Sums) => ({
  ...sums,
  netFen: sums.inFen - sums.outFen - sums.feeFen,
})
