import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { HandInState } from '@sesame/contract/states'
import { businessDay } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import { cashHandInNotFound, cashHandInOpen, handInStates } from './rules.ts'
import type { Denomination } from './rules.ts'

export type CashRule = { limitFen: Fen; twoPersons: boolean }

/** Enough for some days at a counter, and not so much that its loss would hurt: ¥20,000. */
const defaultRule: CashRule = { limitFen: fen(2_000_000), twoPersons: true }

export async function findCashRule(tx: Tx): Promise<CashRule> {
  const rule = await tx.one(sql<CashRule>`
    select limit_fen as "limitFen", two_persons as "twoPersons" from cash_rule where merchant_id = ${tx.merchantId}`)
  return rule ?? defaultRule
}

export async function saveCashRule(tx: Tx, { limitFen, twoPersons }: CashRule): Promise<void> {
  await tx.query(sql`
    insert into cash_rule (merchant_id, limit_fen, two_persons) values (${tx.merchantId}, ${limitFen}, ${twoPersons})
    on conflict (merchant_id) do update set limit_fen = excluded.limit_fen, two_persons = excluded.two_persons`)
}

/** How much cash this person may hold. */
export async function cashLimitOf(tx: Tx, staffId: string): Promise<Fen> {
  const own = await tx.one(sql<{ limitFen: Fen }>`
    select limit_fen as "limitFen" from cash_limit
    where merchant_id = ${tx.merchantId} and staff_id = ${staffId}`)
  return own ? own.limitFen : (await findCashRule(tx)).limitFen
}

/** Null: the merchant's again. */
export async function saveCashLimit(tx: Tx, staffId: string, limitFen: bigint | null): Promise<void> {
  if (limitFen === null)
    await tx.query(sql`delete from cash_limit where merchant_id = ${tx.merchantId} and staff_id = ${staffId}`)
  else
    await tx.query(sql`
      insert into cash_limit (merchant_id, staff_id, limit_fen) values (${tx.merchantId}, ${staffId}, ${limitFen})
      on conflict (merchant_id, staff_id) do update set limit_fen = excluded.limit_fen`)
}

export type HandIn = {
  id: string
  number: string
  staffId: string
  storeId: string | null
  state: HandInState
  bookedFen: Fen
  keptFen: Fen
  countedFen: Fen
  reason: string
  startedBy: string
}

const columns = sql`id, number, staff_id as "staffId", store_id as "storeId", state, booked_fen as "bookedFen",
  kept_fen as "keptFen", counted_fen as "countedFen", reason, started_by as "startedBy"`

export async function lockHandIn(tx: Tx, id: string): Promise<HandIn> {
  const handIn = await tx.one(sql<HandIn>`
    select ${columns} from cash_hand_in where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!handIn) throw cashHandInNotFound({ handInId: id })
  return handIn
}

export type NewHandIn = Omit<HandIn, 'id' | 'number' | 'state'> & { denominations: readonly Denomination[] }

/** One at a time for each person: a second one waits for the first to be received or taken back. */
export async function insertHandIn(tx: Tx, one: NewHandIn): Promise<string> {
  const id = tx.newId()
  const inserted = await tx.one(sql`
    insert into cash_hand_in (merchant_id, id, number, staff_id, store_id, state, booked_fen, kept_fen, counted_fen,
      denominations, reason, started_by, created_at)
    values (${tx.merchantId}, ${id}, ${newNumber(tx)}, ${one.staffId}, ${one.storeId}, 'counted', ${one.bookedFen},
      ${one.keptFen}, ${one.countedFen}, ${JSON.stringify(one.denominations)}::jsonb, ${one.reason},
      ${one.startedBy}, ${tx.now})
    on conflict (merchant_id, staff_id) where state = 'counted' do nothing returning true`)
  if (!inserted) throw cashHandInOpen({ staffId: one.staffId })
  return id
}

function newNumber(tx: Tx): string {
  const digits = (tx.random(4).readUInt32BE() % 100_000_000).toString().padStart(8, '0')
  return `JK${businessDay(tx.now).replaceAll('-', '').slice(2)}${digits}`
}

/** The caller holds the row's lock. */
export async function endHandIn(
  tx: Tx,
  handIn: HandIn,
  { state, staffId, reason }: { state: 'received' | 'withdrawn'; staffId: string; reason: string },
): Promise<void> {
  handInStates.check(handIn.state, state)
  const ended = await tx.one(sql`
    update cash_hand_in set state = ${state}, ended_by = ${staffId}, ended_at = ${tx.now}, reason = ${reason}
    where merchant_id = ${tx.merchantId} and id = ${handIn.id} and state = ${handIn.state} returning true`)
  assert(ended, 'a hand-in is ended under its lock')
}

export type Deposit = { storeId: string | null; amountFen: bigint; reference: string; staffId: string }

export async function insertDeposit(tx: Tx, one: Deposit): Promise<string> {
  const id = tx.newId()
  await tx.query(sql`
    insert into cash_deposit (merchant_id, id, store_id, amount_fen, reference, staff_id, created_at)
    values (${tx.merchantId}, ${id}, ${one.storeId}, ${one.amountFen}, ${one.reference}, ${one.staffId}, ${tx.now})`)
  return id
}
