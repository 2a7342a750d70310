import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { StatementState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'
import { defaultTerms, statementNotFound, statementStates } from './rules.ts'
import type { SettlementTerms, Statement, StatementBalance, StatementMovement } from './types.ts'

export async function termsOf(tx: Tx): Promise<SettlementTerms> {
  const row = await tx.one(sql<SettlementTerms>`
    select period, fee_basis_points as "feeBasisPoints", review_above_fen as "reviewAboveFen"
    from settlement_terms where merchant_id = ${tx.merchantId}`)
  return row ?? defaultTerms
}

export async function saveTerms(tx: Tx, terms: SettlementTerms): Promise<void> {
  await tx.query(sql`
    insert into settlement_terms (merchant_id, period, fee_basis_points, review_above_fen, updated_at)
    values (${tx.merchantId}, ${terms.period}, ${terms.feeBasisPoints}, ${terms.reviewAboveFen}, ${tx.now})
    on conflict (merchant_id) do update set period = excluded.period,
      fee_basis_points = excluded.fee_basis_points, review_above_fen = excluded.review_above_fen,
      updated_at = excluded.updated_at`)
}

const columns = sql`id, number, period, first_day as "firstDay", last_day as "lastDay", state,
  opening_fen as "openingFen", closing_fen as "closingFen", fee_basis_points as "feeBasisPoints",
  fee_base_fen as "feeBaseFen", fee_fen as "feeFen", confirmed_by as "confirmedBy",
  confirmed_at as "confirmedAt", paid_at as "paidAt", created_at as "createdAt"`

export async function getStatement(tx: Tx, id: string): Promise<Statement> {
  const found = await tx.one(sql<Statement>`
    select ${columns} from settlement_statement where merchant_id = ${tx.merchantId} and id = ${id}`)
  if (!found) throw statementNotFound({ statementId: id })
  return found
}

/** The newest one, whatever its state: the next begins the day after. */
export async function lastStatement(tx: Tx): Promise<Statement | undefined> {
  return tx.one(sql<Statement>`
    select ${columns} from settlement_statement where merchant_id = ${tx.merchantId}
    order by last_day desc limit 1`)
}

/** The newest that the merchant agreed to: what can be withdrawn rests on it. */
export async function lastConfirmedStatement(tx: Tx): Promise<Statement | undefined> {
  return tx.one(sql<Statement>`
    select ${columns} from settlement_statement where merchant_id = ${tx.merchantId} and state <> 'open'
    order by last_day desc limit 1`)
}

/** This one and all before it that are not over yet, oldest first, locked. */
export async function lockStatementsThrough(tx: Tx, lastDay: string): Promise<Statement[]> {
  return tx.query(sql<Statement>`
    select ${columns} from settlement_statement
    where merchant_id = ${tx.merchantId} and state in ('open', 'confirmed') and last_day <= ${lastDay}::date
    order by last_day for update`)
}

type NewStatement = Omit<Statement, 'state' | 'confirmedBy' | 'confirmedAt' | 'paidAt' | 'createdAt'>

/** False where somebody else has made the statement of this period. */
export async function insertStatement(
  tx: Tx,
  statement: NewStatement,
  { balances, movements }: { balances: readonly StatementBalance[]; movements: readonly StatementMovement[] },
): Promise<boolean> {
  const { id, number, period, firstDay, lastDay, openingFen, closingFen } = statement
  const { feeBasisPoints, feeBaseFen, feeFen } = statement
  const inserted = await tx.one(sql`
    insert into settlement_statement (merchant_id, id, number, period, first_day, last_day, state, opening_fen,
      closing_fen, fee_basis_points, fee_base_fen, fee_fen, created_at)
    values (${tx.merchantId}, ${id}, ${number}, ${period}, ${firstDay}::date, ${lastDay}::date, 'open',
      ${openingFen}, ${closingFen}, ${feeBasisPoints}, ${feeBaseFen}, ${feeFen}, ${tx.now})
    on conflict do nothing returning true`)
  if (!inserted) return false
  await tx.query(sql`
    insert into settlement_balance (merchant_id, statement_id, account_class, opening_fen, closing_fen)
    select ${tx.merchantId}::uuid, ${id}::uuid, w.* from ${unnested(balances, {
      account_class: ['text', ({ accountClass }) => accountClass],
      opening_fen: ['bigint', ({ openingFen: opening }) => opening],
      closing_fen: ['bigint', ({ closingFen: closing }) => closing],
    })}`)
  await tx.query(sql`
    insert into settlement_movement (merchant_id, statement_id, debit_class, credit_class, kind, amount_fen,
      transfers)
    select ${tx.merchantId}::uuid, ${id}::uuid, w.* from ${unnested(movements, {
      debit_class: ['text', ({ debit }) => debit],
      credit_class: ['text', ({ credit }) => credit],
      kind: ['text', ({ kind }) => kind],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      transfers: ['bigint', ({ transfers }) => transfers],
    })}`)
  return true
}

export async function balancesOfStatement(tx: Tx, id: string): Promise<StatementBalance[]> {
  return tx.query(sql<StatementBalance>`
    select account_class as "accountClass", opening_fen as "openingFen", closing_fen as "closingFen"
    from settlement_balance where merchant_id = ${tx.merchantId} and statement_id = ${id}
    order by account_class`)
}

export async function movementsOfStatement(tx: Tx, id: string): Promise<StatementMovement[]> {
  return tx.query(sql<StatementMovement>`
    select debit_class as debit, credit_class as credit, kind, amount_fen as "amountFen", transfers
    from settlement_movement where merchant_id = ${tx.merchantId} and statement_id = ${id}
    order by debit_class, credit_class, kind`)
}

/** Changes the state by the table; the caller holds the row's lock. */
export async function markStatement(
  tx: Tx,
  statement: Statement,
  state: StatementState,
  confirmedBy: string | null = null,
): Promise<Statement> {
  statementStates.check(statement.state, state)
  const confirmedAt = state === 'confirmed' ? tx.now : statement.confirmedAt
  const marked = await tx.one(sql<Statement>`
    update settlement_statement set state = ${state}, confirmed_at = ${confirmedAt},
      confirmed_by = ${confirmedBy ?? statement.confirmedBy}, paid_at = ${state === 'paid' ? tx.now : null}
    where merchant_id = ${tx.merchantId} and id = ${statement.id} and state = ${statement.state}
    returning ${columns}`)
  assert(marked, 'a statement is marked under its lock')
  return marked
}

/** Fees of statements from this day on: they were posted after its closing balance. */
export async function feesSince(tx: Tx, lastDay: string): Promise<bigint> {
  const row = await tx.one(sql<{ fees: bigint }>`
    select coalesce(sum(fee_fen), 0)::bigint as fees from settlement_statement
    where merchant_id = ${tx.merchantId} and last_day >= ${lastDay}::date`)
  return row!.fees
}

export async function countOpenStatements(tx: Tx): Promise<number> {
  const row = await tx.one(sql<{ open: number }>`
    select count(*)::integer as open from settlement_statement
    where merchant_id = ${tx.merchantId} and state = 'open'`)
  return row!.open
}
