import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { payableNotFound, payableStates } from './rules.ts'
import type { Payable } from './types.ts'

const columns = sql`id, staff_id as "staffId", kind, amount_fen as "amountFen", reason, state,
  entered_by as "enteredBy"`

export async function insertPayable(tx: Tx, payable: Omit<Payable, 'state'>): Promise<void> {
  await tx.query(sql`
    insert into staff_payable (merchant_id, id, staff_id, kind, amount_fen, reason, state, entered_by, created_at)
    values (${tx.merchantId}, ${payable.id}, ${payable.staffId}, ${payable.kind}, ${payable.amountFen},
      ${payable.reason}, 'entered', ${payable.enteredBy}, ${tx.now})`)
}

export async function lockPayable(tx: Tx, id: string): Promise<Payable> {
  const payable = await tx.one(sql<Payable>`
    select ${columns} from staff_payable where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!payable) throw payableNotFound({ payableId: id })
  return payable
}

export async function markPayable(
  tx: Tx,
  payable: Payable,
  state: 'approved' | 'rejected',
  { by, note }: { by: string; note: string },
): Promise<void> {
  payableStates.check(payable.state, state)
  const marked = await tx.one(sql`
    update staff_payable set state = ${state}, note = ${note}, reviewed_by = ${by}, reviewed_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${payable.id} and state = 'entered' returning true`)
  assert(marked, 'a payable is marked under its lock')
}
