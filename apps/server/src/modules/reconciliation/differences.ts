import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'
import { billDifferenceNotFound, billDifferenceStates } from './rules.ts'
import type { OfDay } from './days.ts'
import type { BillDifference } from './types.ts'

const columns = sql`id, channel_account_id as "channelAccountId", day::text, batch_id as "batchId", type, item, number,
  occurrence, trade_number as "tradeNumber", channel_number as "channelNumber", happened_at as "happenedAt",
  order_id as "orderId", attempt_id as "attemptId", refund_id as "refundId", ours_fen as "oursFen",
  theirs_fen as "theirsFen", fee_fen as "feeFen", expected_fee_fen as "expectedFeeFen", ours_state as "oursState",
  theirs_state as "theirsState", suggestion, state, carried_until::text as "carriedUntil",
  found_day::text as "foundDay", action, note, booked, bookings, custody`

export async function findDifference(tx: Tx, id: string): Promise<BillDifference> {
  const found = await tx.one(sql<BillDifference>`
    select ${columns} from bill_difference where merchant_id = ${tx.merchantId} and id = ${id}`)
  if (!found) throw billDifferenceNotFound({ differenceId: id })
  return found
}

/** The row of its day is locked before, by the lock order. */
export async function lockDifference(tx: Tx, id: string): Promise<BillDifference> {
  const found = await tx.one(sql<BillDifference>`
    select ${columns} from bill_difference where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!found) throw billDifferenceNotFound({ differenceId: id })
  return found
}

export async function differencesOf(tx: Tx, { channelAccountId, day }: OfDay): Promise<BillDifference[]> {
  return tx.query(sql<BillDifference>`
    select ${columns} from bill_difference
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and day = ${day}::date
    order by id`)
}

/** Of these items of the books, those that other days had something to say about. */
export async function differencesAbout(
  tx: Tx,
  channelAccountId: string,
  of: { attemptIds: readonly string[]; refundIds: readonly string[] },
): Promise<BillDifference[]> {
  return tx.query(sql<BillDifference>`
    select ${columns} from bill_difference
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId}
      and ((item = 'payment' and attempt_id = any(${[...of.attemptIds]}::uuid[]))
        or (item = 'refund' and refund_id = any(${[...of.refundIds]}::uuid[])))`)
}

export async function insertDifferences(tx: Tx, rows: readonly BillDifference[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(sql`
    insert into bill_difference (merchant_id, created_at, id, channel_account_id, day, batch_id, type, item, number,
      occurrence, trade_number, channel_number, happened_at, order_id, attempt_id, refund_id, ours_fen, theirs_fen,
      fee_fen, expected_fee_fen, ours_state, theirs_state, suggestion, state, carried_until, custody)
    select ${tx.merchantId}::uuid, ${tx.now}::timestamptz, w.* from ${unnested(rows, {
      id: ['uuid', (row) => row.id],
      channel_account_id: ['uuid', (row) => row.channelAccountId],
      day: ['date', (row) => row.day],
      batch_id: ['uuid', (row) => row.batchId],
      type: ['text', (row) => row.type],
      item: ['text', (row) => row.item],
      number: ['text', (row) => row.number],
      occurrence: ['integer', (row) => row.occurrence],
      trade_number: ['text', (row) => row.tradeNumber],
      channel_number: ['text', (row) => row.channelNumber],
      happened_at: ['timestamptz', (row) => row.happenedAt],
      order_id: ['uuid', (row) => row.orderId],
      attempt_id: ['uuid', (row) => row.attemptId],
      refund_id: ['uuid', (row) => row.refundId],
      ours_fen: ['bigint', (row) => row.oursFen],
      theirs_fen: ['bigint', (row) => row.theirsFen],
      fee_fen: ['bigint', (row) => row.feeFen],
      expected_fee_fen: ['bigint', (row) => row.expectedFeeFen],
      ours_state: ['text', (row) => row.oursState],
      theirs_state: ['text', (row) => row.theirsState],
      suggestion: ['text', (row) => row.suggestion],
      state: ['text', (row) => row.state],
      carried_until: ['date', (row) => row.carriedUntil],
      custody: ['text', (row) => row.custody],
    })}`)
  await noteDifferences(
    tx,
    rows.map(({ id, state }) => ({ id, from: null, to: state })),
  )
}

/** Everything of it that may change; its key, its day and what was booked stay. */
export async function updateDifference(tx: Tx, row: BillDifference): Promise<void> {
  await tx.query(sql`
    update bill_difference set batch_id = ${row.batchId}, type = ${row.type}, order_id = ${row.orderId},
      attempt_id = ${row.attemptId}, refund_id = ${row.refundId}, ours_fen = ${row.oursFen},
      theirs_fen = ${row.theirsFen}, fee_fen = ${row.feeFen}, expected_fee_fen = ${row.expectedFeeFen},
      ours_state = ${row.oursState}, theirs_state = ${row.theirsState}, suggestion = ${row.suggestion},
      state = ${row.state}, carried_until = ${row.carriedUntil}::date, found_day = ${row.foundDay}::date
    where merchant_id = ${tx.merchantId} and id = ${row.id}`)
}

export type Handling = {
  state: BillDifference['state']
  action: BillDifference['action']
  note: string
  handledBy: string | null
  booked: boolean
  bookings: number
  refundId?: string | null
}

export async function markHandled(tx: Tx, row: BillDifference, handling: Handling): Promise<void> {
  const { state, action, note, handledBy, booked, bookings, refundId = row.refundId } = handling
  billDifferenceStates.check(row.state, state)
  await tx.query(sql`
    update bill_difference set state = ${state}, action = ${action}, note = ${note}, handled_by = ${handledBy},
      handled_at = ${handledBy === null ? null : tx.now}, booked = ${booked}, bookings = ${bookings},
      refund_id = ${refundId}
    where merchant_id = ${tx.merchantId} and id = ${row.id}`)
}

type Event = { id: string; from: string | null; to: string; action?: string; note?: string; actor?: string }

export async function noteDifferences(tx: Tx, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return
  await tx.query(sql`
    insert into bill_difference_event (merchant_id, created_at, id, difference_id, from_state, to_state, action, note,
      actor)
    select ${tx.merchantId}::uuid, ${tx.now}::timestamptz, w.* from ${unnested(events, {
      id: ['uuid', () => tx.newId()],
      difference_id: ['uuid', ({ id }) => id],
      from_state: ['text', ({ from }) => from],
      to_state: ['text', ({ to }) => to],
      action: ['text', ({ action }) => action ?? null],
      note: ['text', ({ note }) => note ?? ''],
      actor: ['text', ({ actor }) => actor ?? 'system'],
    })}`)
}

/** What was looked for until this day and never came is for a person now. Answers the days that it is of. */
export async function endCarrying(tx: Tx, channelAccountId: string, day: string): Promise<string[]> {
  const ended = await tx.query(sql<{ id: string; day: string }>`
    update bill_difference set state = 'open', suggestion = 'accept'
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and state = 'carried'
      and carried_until <= ${day}::date
    returning id, day::text`)
  await noteDifferences(
    tx,
    ended.map(({ id }) => ({ id, from: 'carried', to: 'open' })),
  )
  return [...new Set(ended.map((row) => row.day))]
}

export async function hasOpen(tx: Tx, { channelAccountId, day }: OfDay): Promise<boolean> {
  const open = await tx.one(sql`
    select from bill_difference
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and day = ${day}::date
      and state = 'open' limit 1`)
  return open !== undefined
}

/** What other days missed and this day's bill had. */
export async function foundInDay(tx: Tx, { channelAccountId, day }: OfDay): Promise<BillDifference[]> {
  return tx.query(sql<BillDifference>`
    select ${columns} from bill_difference
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and found_day = ${day}::date`)
}
