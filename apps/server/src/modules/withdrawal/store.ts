import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { WithdrawalState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { withdrawalNotFound, withdrawalStates } from './rules.ts'
import type { Withdrawal } from './types.ts'

const columns = sql`id, number, amount_fen as "amountFen", bank_account_id as "bankAccountId", reviewers, state,
  requested_by as "requestedBy", created_at as "createdAt", reference, transferred_on as "transferredOn",
  problem, ended_at as "endedAt"`

export async function lockWithdrawal(tx: Tx, id: string): Promise<Withdrawal> {
  const found = await tx.one(sql<Withdrawal>`
    select ${columns} from withdrawal where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!found) throw withdrawalNotFound({ withdrawalId: id })
  return found
}

/** Who does it, with the name as it is today: the operator's people are not in the merchant's rows. */
export type Doer = { actor: Actor; name: string }

export type NewWithdrawal = Pick<
  Withdrawal,
  'id' | 'number' | 'amountFen' | 'bankAccountId' | 'reviewers' | 'requestedBy'
>

export async function insertWithdrawal(tx: Tx, withdrawal: NewWithdrawal, by: Doer): Promise<Withdrawal> {
  const { id, number, amountFen, bankAccountId, reviewers, requestedBy } = withdrawal
  const inserted = await tx.one(sql<Withdrawal>`
    insert into withdrawal (merchant_id, id, number, amount_fen, bank_account_id, reviewers, state, requested_by,
      created_at)
    values (${tx.merchantId}, ${id}, ${number}, ${amountFen}, ${bankAccountId}, ${reviewers}, 'requested',
      ${requestedBy}, ${tx.now})
    returning ${columns}`)
  await insertEvent(tx, inserted!, { from: null, by })
  return inserted!
}

type Change = { by: Doer; note?: string; reference?: string; transferredOn?: string; problem?: string }

/** Changes the state by the table and writes the event. The caller holds the row's lock. */
export async function markWithdrawal(
  tx: Tx,
  withdrawal: Withdrawal,
  state: WithdrawalState,
  { by, note, reference, transferredOn, problem }: Change,
): Promise<Withdrawal> {
  withdrawalStates.check(withdrawal.state, state)
  const ended = withdrawalStates.next(state).length === 0
  const marked = await tx.one(sql<Withdrawal>`
    update withdrawal set state = ${state}, reference = ${reference ?? null},
      transferred_on = ${transferredOn ?? null}::date, problem = ${problem ?? null},
      ended_at = ${ended ? tx.now : null}
    where merchant_id = ${tx.merchantId} and id = ${withdrawal.id} and state = ${withdrawal.state}
    returning ${columns}`)
  assert(marked, 'a withdrawal is marked under its lock')
  await insertEvent(tx, marked, { from: withdrawal.state, by, note: note ?? problem ?? reference ?? '' })
  return marked
}

/** False: this person has agreed before. Answers how many have agreed. */
export async function approve(
  tx: Tx,
  withdrawalId: string,
  reviewerId: string,
): Promise<{ first: boolean; approvals: number }> {
  const inserted = await tx.one(sql`
    insert into withdrawal_approval (merchant_id, withdrawal_id, reviewer_id, created_at)
    values (${tx.merchantId}, ${withdrawalId}, ${reviewerId}, ${tx.now})
    on conflict do nothing returning true`)
  const row = await tx.one(sql<{ approvals: number }>`
    select count(*)::integer as approvals from withdrawal_approval
    where merchant_id = ${tx.merchantId} and withdrawal_id = ${withdrawalId}`)
  return { first: inserted !== undefined, approvals: row!.approvals }
}

/** What left the merchant's own money since an instant for good or for now, less what came back since. */
export async function withdrawnSince(tx: Tx, since: Date): Promise<bigint> {
  const row = await tx.one(sql<{ withdrawn: bigint }>`
    select (coalesce(sum(amount_fen) filter (where created_at >= ${since}), 0)
      - coalesce(sum(amount_fen) filter (where state in ('failed', 'rejected') and ended_at >= ${since}), 0)
      )::bigint as withdrawn
    from withdrawal where merchant_id = ${tx.merchantId}
      and (created_at >= ${since} or ended_at >= ${since})`)
  return row!.withdrawn
}

async function insertEvent(
  tx: Tx,
  { id, state }: Withdrawal,
  { from, by, note = '' }: { from: WithdrawalState | null; by: Doer; note?: string },
): Promise<void> {
  await tx.query(sql`
    insert into withdrawal_event (merchant_id, id, withdrawal_id, from_state, to_state, actor_kind, actor_id,
      actor_name, note, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${id}, ${from}, ${state}, ${by.actor.kind}, ${by.actor.id},
      ${by.name}, ${note}, ${tx.now})`)
}
