import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { postAll } from '../../ledger/index.ts'
import type { Transfer } from '../../ledger/index.ts'
import {
  acceptedTransfers,
  actionsOf,
  billActionWrong,
  billDifferenceOver,
  findDifference,
  lockDay,
  lockDifference,
  markHandled,
  noteDifferences,
} from '../../modules/reconciliation/index.ts'
import type { BillDifference } from '../../modules/reconciliation/index.ts'
import { refreshDay } from './parts/refresh-day.ts'

type By = { merchantId: string; key: string; actor: Actor; differenceId: string; note: string }
export type HandleDifference = By & { action: 'accept' | 'exclude' }

/** Somebody decides: as the bill says, at the merchant's cost or gain; or that it is nothing of these books. */
export async function handleDifference(db: Db, input: HandleDifference): Promise<void> {
  await inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'handle-difference', input, async () => {
      const { action, actor, note } = input
      const row = await locked(tx, input.differenceId)
      if (row.state !== 'open') throw billDifferenceOver({ differenceId: row.id, state: row.state })
      if (!actionsOf(row).includes(action)) throw billActionWrong({ differenceId: row.id, action })

      const booked = action === 'accept'
      const bookings = row.bookings + (booked ? 1 : 0)
      const transfers = booked ? transfersOf(row, bookings) : []
      await markHandled(tx, row, { state: 'handled', action, note, handledBy: actor.id, booked, bookings })
      await noteDifferences(tx, [{ id: row.id, from: 'open', to: 'handled', action, note, actor: actor.id }])
      await auditOf(tx, actor, 'bill.difference_handled', row, { action, note })
      await refreshDay(tx, row)
      if (transfers.length > 0) await postAll(tx, transfers)
      return {}
    }),
  )
}

/** A decision is taken back: what was booked for it goes the other way, and it is open again. */
export async function undoHandling(db: Db, input: By): Promise<void> {
  await inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'undo-difference', input, async () => {
      const { actor, note } = input
      const row = await locked(tx, input.differenceId)
      if (row.state !== 'handled') throw billDifferenceOver({ differenceId: row.id, state: row.state })
      const transfers = row.booked ? transfersOf(row, row.bookings).map(reversed) : []
      const open = { state: 'open' as const, action: null, handledBy: null, booked: false }
      await markHandled(tx, row, { ...open, note, bookings: row.bookings })
      await noteDifferences(tx, [{ id: row.id, from: 'handled', to: 'open', note, actor: actor.id }])
      await auditOf(tx, actor, 'bill.difference_undone', row, { note })
      await refreshDay(tx, row)
      if (transfers.length > 0) await postAll(tx, transfers)
      return {}
    }),
  )
}

/** The day's row first, by the lock order. */
async function locked(tx: Tx, differenceId: string): Promise<BillDifference> {
  await lockDay(tx, await findDifference(tx, differenceId))
  return lockDifference(tx, differenceId)
}

function transfersOf(row: BillDifference, booking: number): Transfer[] {
  const { id, custody, channelAccountId, item, type } = row
  const subject = { subjectKind: 'bill_difference', subjectId: id }
  const isTaken = type !== 'theirs-missing' && !(type === 'state' && row.oursState === 'succeeded')
  return acceptedTransfers(
    { key: `bill-difference:${id}:${booking}`, custody, channelAccountId, ...subject },
    {
      item,
      oursFen: type === 'ours-missing' ? 0n : row.oursFen!,
      theirsFen: isTaken ? row.theirsFen! : 0n,
      feeFen: isTaken ? row.feeFen! : 0n,
    },
  )
}

const reversed = ({ key, debit, credit, ...same }: Transfer): Transfer => ({
  ...same,
  key: `${key}:undone`,
  undoes: key,
  debit: credit,
  credit: debit,
  kind: 'bill.undone',
})

async function auditOf(
  tx: Tx,
  actor: Actor,
  action: string,
  row: BillDifference,
  after: Record<string, unknown>,
): Promise<void> {
  const { type, item, number, oursFen, theirsFen } = row
  const before = { type, item, number, oursFen, theirsFen, note: row.note }
  await audit(tx, { actor, action, subjectKind: 'bill_difference', subjectId: row.id, before, after })
}
