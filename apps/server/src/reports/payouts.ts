import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { payoutRoutes } from '@sesame/contract/payouts'
import type { Sql, Tx } from '../kernel/db.ts'
import { payoutNotFound } from '../modules/payout/index.ts'
import { startsWith, when, within } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Answers = typeof payoutRoutes
type Summary = Omit<AnswerOf<Answers['listPayouts']>['items'][number], 'createdAt'> & { createdAt: Date }
type Detail = AnswerOf<Answers['getPayout']>

const columns = (staffId: string) => sql`p.id, p.batch_id as "batchId", p.staff_id as "staffId",
  s.name as "staffName", p.provider, p.out_bill_no as "outBillNo", p.amount_fen as "amountFen", p.scene, p.remark,
  p.state, p.problem, requester.name as "requestedBy", approver.name as "approvedBy",
  (p.requested_by = ${staffId}::uuid or p.staff_id = ${staffId}::uuid) as mine, p.created_at as "createdAt",
  p.ended_at as "endedAt"`

const joined = sql`from payout p
  join staff s on s.merchant_id = p.merchant_id and s.id = p.staff_id
  join staff requester on requester.merchant_id = p.merchant_id and requester.id = p.requested_by
  left join staff approver on approver.merchant_id = p.merchant_id and approver.id = p.approved_by`

const matches = (text: string): Sql =>
  sql`(p.out_bill_no = ${text.toUpperCase()} or ${startsWith(sql`s.name`, text)})`

/** Payouts to people, the newest first. `staffId` is who asks: nobody approves what they asked for. */
export async function listPayouts(tx: Tx, staffId: string, query: QueryOf<Answers['listPayouts']>) {
  const rows = await tx.query(sql<Summary>`
    select ${columns(staffId)} ${joined}
    where p.merchant_id = ${tx.merchantId}
      ${when(query.search, matches)}
      ${when(query.state, (state) => sql`p.state = ${state}`)}
      ${when(query.provider, (provider) => sql`p.provider = ${provider}`)}
      ${when(query.staffId, (id) => sql`p.staff_id = ${id}`)}
      ${when(query.batchId, (id) => sql`p.batch_id = ${id}`)}
      ${within(sql`p.created_at`, query)}
      ${afterCursor(query, sql`p.created_at`, sql`p.id`)}
    order by p.created_at desc, p.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.createdAt)
}

export async function getPayoutView(tx: Tx, staffId: string, payoutId: string) {
  const row = await tx.one(sql<Omit<Detail, 'events'>>`
    select ${columns(staffId)}, account.name as "channelAccountName", p.custody,
      p.channel_bill_no as "channelBillNo", p.payee_name_sealed is not null as "hasName",
      p.cancel_asked as "cancelAsked", p.polled_at as "polledAt"
    ${joined}
    join channel_account account on account.merchant_id = p.merchant_id and account.id = p.channel_account_id
    where p.merchant_id = ${tx.merchantId} and p.id = ${payoutId}`)
  if (!row) throw payoutNotFound({ payoutId })
  return { ...row, events: await eventsOf(tx, payoutId) }
}

async function eventsOf(tx: Tx, payoutId: string) {
  return tx.query(sql<Detail['events'][number]>`
    select e.created_at as at, e.from_state as "from", e.to_state as "to", e.note,
      coalesce(s.name, '系统') as "actorName"
    from payout_event e
    left join staff s on s.merchant_id = e.merchant_id and s.id::text = e.actor_id and e.actor_kind = 'staff'
    where e.merchant_id = ${tx.merchantId} and e.payout_id = ${payoutId} order by e.id limit 200`)
}

type Batch = AnswerOf<Answers['getPayoutBatch']>

/** How far a batch has come. */
export async function getBatchView(tx: Tx, batchId: string) {
  const batch = await tx.one(sql<Pick<Batch, 'id' | 'remark' | 'createdAt'>>`
    select id, remark, created_at as "createdAt" from payout_batch
    where merchant_id = ${tx.merchantId} and id = ${batchId}`)
  if (!batch) throw payoutNotFound({ batchId })
  const states = await tx.query(sql<{
    state: Batch['states'][number]['state']
    payouts: number
    amountFen: bigint
  }>`
    select state, count(*)::integer as payouts, sum(amount_fen)::bigint as "amountFen" from payout
    where merchant_id = ${tx.merchantId} and batch_id = ${batchId} group by state order by state`)
  return {
    ...batch,
    payouts: states.reduce((sum, { payouts }) => sum + payouts, 0),
    amountFen: states.reduce((sum, { amountFen }) => sum + amountFen, 0n),
    states,
  }
}
