import { sql } from 'kysely'
import type { Language } from '@sesame/contract/messages/messages'
import { businessDay, startOfBusinessDay } from '../kernel/clock.ts'
import type { Sql, Tx } from '../kernel/db.ts'
import { reconciledThrough } from '../modules/reconciliation/index.ts'
import { dayAfter } from '../modules/settlement/index.ts'
import { accountNamer } from './account-names.ts'

type ChannelRow = { accountId: string; code: string; channelAccountId: string; balanceFen: bigint }
type Transit = { count: number; amountFen: bigint; oldestAt: Date | null }

/** What is neither here nor there yet, and since when. */
export async function readTransit(tx: Tx, language: Language) {
  const one = async (from: Sql): Promise<Transit> =>
    (await tx.one(sql<Transit>`
      select count(*)::integer as count, coalesce(sum(amount_fen), 0)::bigint as "amountFen",
        min(created_at) as "oldestAt"
      from ${from} merchant_id = ${tx.merchantId}`))!
  const differences = await tx.one(sql<{ open: number }>`
    select count(*)::integer as open from bill_difference
    where merchant_id = ${tx.merchantId} and state = 'open'`)
  return {
    channels: await channelsOf(tx, language),
    refunds: await one(sql`refund where state in ('approved', 'processing', 'abnormal') and`),
    withdrawals: await one(
      sql`withdrawal where state in ('requested', 'reviewing', 'approved', 'transferring') and`,
    ),
    payouts: await one(sql`payout where state in ${sql.raw(payoutsUnderWay)} and`),
    openDifferences: differences!.open,
  }
}

const payoutsUnderWay = `('requested', 'approved', 'sending', 'waiting')`

async function channelsOf(tx: Tx, language: Language) {
  const rows = await tx.query(sql<ChannelRow>`
    select a.id as "accountId", a.code, split_part(a.code, ':', 2) as "channelAccountId",
      b.balance as "balanceFen"
    from ledger_account a
    join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    where a.merchant_id = ${tx.merchantId} and a.code like 'channel:%' order by a.code`)
  const nameOf = await accountNamer(
    tx,
    rows.map(({ code }) => code),
    language,
  )
  const today = businessDay(tx.now)
  const channels = []
  for (const { code, ...row } of rows) {
    const through = (await reconciledThrough(tx, row.channelAccountId)) ?? null
    const oldestDay = row.balanceFen === 0n ? null : await firstDayAfter(tx, row.accountId, through)
    const ageDays = oldestDay === null ? 0 : Math.max(0, daysBetween(oldestDay, today))
    channels.push({ ...row, name: nameOf(code), reconciledThrough: through, oldestDay, ageDays })
  }
  return channels
}

/** The first day on which money came to this account that no bill has settled. */
async function firstDayAfter(tx: Tx, accountId: string, through: string | null): Promise<string | null> {
  const since = through === null ? new Date(0) : startOfBusinessDay(dayAfter(through))
  const row = await tx.one(sql<{ at: Date | null }>`
    select min(created_at) as at from ledger_transfer
    where merchant_id = ${tx.merchantId} and debit_account_id = ${accountId} and created_at >= ${since}`)
  return row?.at ? businessDay(row.at) : null
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
