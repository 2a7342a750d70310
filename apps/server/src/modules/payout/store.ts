import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { PayoutState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { payoutNotFound, payoutStates } from './rules.ts'
import type { Payout } from './types.ts'

const columns = sql`id, batch_id as "batchId", staff_id as "staffId", person_id as "personId", provider,
  channel_account_id as "channelAccountId", custody, app_id as "appId", payee_sealed as "payeeSealed",
  payee_name_sealed as "payeeNameSealed", out_bill_no as "outBillNo", amount_fen as "amountFen", scene, remark,
  state, package_sealed as "packageSealed", channel_bill_no as "channelBillNo", problem,
  cancel_asked as "cancelAsked", polls, sent_at as "sentAt", requested_by as "requestedBy",
  created_at as "createdAt"`

export async function findPayout(tx: Tx, id: string): Promise<Payout | undefined> {
  return tx.one(sql<Payout>`
    select ${columns} from payout where merchant_id = ${tx.merchantId} and id = ${id}`)
}

/** By our number, to hear what a notice says of it. */
export async function lockPayoutNumbered(tx: Tx, outBillNo: string): Promise<Payout | undefined> {
  return tx.one(sql<Payout>`
    select ${columns} from payout
    where merchant_id = ${tx.merchantId} and out_bill_no = ${outBillNo} for update`)
}

export async function lockPayout(tx: Tx, id: string): Promise<Payout> {
  const [payout] = await lockPayouts(tx, [id])
  return payout!
}

/** In the order of their ids; refuses when one of them is not there. */
export async function lockPayouts(tx: Tx, ids: readonly string[]): Promise<Payout[]> {
  const wanted = [...new Set(ids)]
  const payouts = await tx.query(sql<Payout>`
    select ${columns} from payout
    where merchant_id = ${tx.merchantId} and id = any(${wanted}::uuid[]) order by id for update`)
  if (payouts.length !== wanted.length) throw payoutNotFound()
  return payouts
}

export async function insertBatch(
  tx: Tx,
  batch: { id: string; remark: string; requestedBy: string },
): Promise<void> {
  await tx.query(sql`
    insert into payout_batch (merchant_id, id, remark, requested_by, created_at)
    values (${tx.merchantId}, ${batch.id}, ${batch.remark}, ${batch.requestedBy}, ${tx.now})`)
}

export type NewPayout = Omit<
  Payout,
  'state' | 'packageSealed' | 'channelBillNo' | 'problem' | 'cancelAsked' | 'polls' | 'sentAt' | 'createdAt'
>

export async function insertPayout(tx: Tx, payout: NewPayout, actor: Actor): Promise<void> {
  await tx.query(sql`
    insert into payout (merchant_id, id, batch_id, staff_id, person_id, provider, channel_account_id, custody, app_id,
      payee_sealed, payee_name_sealed, out_bill_no, amount_fen, scene, remark, state, requested_by, created_at)
    values (${tx.merchantId}, ${payout.id}, ${payout.batchId}, ${payout.staffId}, ${payout.personId},
      ${payout.provider},
      ${payout.channelAccountId}, ${payout.custody}, ${payout.appId}, ${payout.payeeSealed},
      ${payout.payeeNameSealed}, ${payout.outBillNo}, ${payout.amountFen}, ${payout.scene}, ${payout.remark},
      'requested', ${payout.requestedBy}, ${tx.now})`)
  await insertEvent(tx, { payoutId: payout.id, from: null, to: 'requested', note: '', actor })
}

type Change = {
  actor: Actor
  note?: string
  problem?: string | null
  channelBillNo?: string | undefined
  approvedBy?: string
}

/** Changes the state by the table and writes the event. The caller holds the row's lock. */
export async function markPayout(
  tx: Tx,
  payout: Payout,
  state: PayoutState,
  { actor, note = '', problem = null, channelBillNo, approvedBy }: Change,
): Promise<Payout> {
  payoutStates.check(payout.state, state)
  const isOver = payoutStates.next(state).every((next) => next === 'succeeded')
  const marked = await tx.one(sql<Payout>`
    update payout set state = ${state}, problem = ${problem},
      channel_bill_no = ${channelBillNo ?? payout.channelBillNo},
      package_sealed = case when ${isOver} then null else package_sealed end,
      approved_by = coalesce(${approvedBy ?? null}::uuid, approved_by),
      sent_at = case when ${state === 'sending'} then ${tx.now}::timestamptz else sent_at end,
      ended_at = ${isOver ? tx.now : null}
    where merchant_id = ${tx.merchantId} and id = ${payout.id} and state = ${payout.state}
    returning ${columns}`)
  assert(marked, 'a payout is marked under its lock')
  const of = { payoutId: payout.id, from: payout.state, to: state }
  await insertEvent(tx, { ...of, note: note || (problem ?? ''), actor })
  return marked
}

const packageContext = (payoutId: string): string => `payout-package:${payoutId}`

/** What the payee's phone opens the confirmation with, until it is over. */
export async function keepPackage(tx: Tx, vault: Vault, payout: Payout, packageInfo: string): Promise<void> {
  const sealed = vault.seal(packageInfo, packageContext(payout.id))
  await tx.query(sql`
    update payout set package_sealed = ${sealed} where merchant_id = ${tx.merchantId} and id = ${payout.id}`)
}

export function packageOf(vault: Vault, payout: { id: string; packageSealed: Buffer }): string {
  return vault.open(payout.packageSealed, packageContext(payout.id)).toString('utf8')
}

/** The channel was asked, and nothing is decided yet. */
export async function savePayoutPoll(tx: Tx, payout: Payout, problem: string | null): Promise<void> {
  await tx.query(sql`
    update payout set polls = polls + 1, polled_at = ${tx.now}, problem = ${problem}
    where merchant_id = ${tx.merchantId} and id = ${payout.id}`)
}

/** Written before the channel is asked, so that it is asked again after a crash. */
export async function askToCancel(
  tx: Tx,
  payout: Payout,
  change: { actor: Actor; note: string },
): Promise<void> {
  await tx.query(sql`
    update payout set cancel_asked = true where merchant_id = ${tx.merchantId} and id = ${payout.id}`)
  await insertEvent(tx, { payoutId: payout.id, from: payout.state, to: payout.state, ...change })
}

type Event = { payoutId: string; from: PayoutState | null; to: PayoutState; note: string; actor: Actor }

async function insertEvent(tx: Tx, { payoutId, from, to, note, actor }: Event): Promise<void> {
  await tx.query(sql`
    insert into payout_event (merchant_id, id, payout_id, from_state, to_state, note, actor_kind, actor_id,
      created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${payoutId}, ${from}, ${to}, ${note}, ${actor.kind}, ${actor.id},
      ${tx.now})`)
}
