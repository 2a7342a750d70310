import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { fen } from '../../kernel/money.ts'
import { balancesOf, post } from '../../ledger/index.ts'
import type { Transfer } from '../../ledger/index.ts'
import {
  cashChanged,
  cashHandInEnded,
  cashNothing,
  cashReasonRequired,
  cashSamePerson,
  checkCount,
  differenceOf,
  endHandIn,
  findCashRule,
  insertHandIn,
  lockHandIn,
} from '../../modules/cash/index.ts'
import type { Denomination, HandIn } from '../../modules/cash/index.ts'
import { cashDifference, cashOfStaff, cashOfStore } from '../../modules/chart/index.ts'
import { getStaff, lockStaff } from '../../modules/staff/index.ts'
import { findStore, storeNotFound } from '../../modules/store/index.ts'

export type StartHandIn = {
  merchantId: string
  key: string
  actor: Actor
  /** Whose cash it is. */
  staffId: string
  /** Where it goes; null: to the merchant itself. */
  storeId: string | null
  /** What stays with the person, as change for tomorrow. */
  keptFen: bigint
  countedFen: bigint
  denominations: readonly Denomination[]
  /** Of a difference between what was counted and what the books say. */
  reason: string
}

/** Cash is counted against what the books say. Nothing moves before somebody has received it. */
export async function startHandIn(db: Db, input: StartHandIn): Promise<{ handInId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'start-hand-in', input, async () => {
      const { actor, staffId, storeId, keptFen, countedFen, denominations, reason } = input
      await lockStaff(tx, staffId)
      if (storeId !== null && !(await findStore(tx, storeId))) throw storeNotFound()
      checkCount(countedFen, denominations)
      const bookedFen = await heldBy(tx, staffId)
      if (bookedFen === 0n && countedFen === 0n) throw cashNothing({ staffId })
      if (keptFen > bookedFen) throw cashChanged({ heldFen: Number(bookedFen) })
      const differenceFen = differenceOf({ bookedFen, keptFen, countedFen })
      if (differenceFen !== 0n && reason.trim() === '')
        throw cashReasonRequired({ differenceFen: Number(differenceFen) })

      const amounts = { bookedFen: fen(bookedFen), keptFen: fen(keptFen), countedFen: fen(countedFen) }
      const startedBy = actor.id
      const handInId = await insertHandIn(tx, {
        staffId,
        storeId,
        ...amounts,
        denominations,
        reason,
        startedBy,
      })
      const after = { staffId, ...amounts, differenceFen, reason }
      await audit(tx, {
        actor,
        action: 'cash.counted',
        subjectKind: 'cash_hand_in',
        subjectId: handInId,
        after,
      })
      return { handInId }
    }),
  )
}

export type EndHandIn = { merchantId: string; key: string; actor: Actor; handInId: string }

/** Received: from now on it is in the safe, and a difference is booked. */
export async function receiveHandIn(db: Db, input: EndHandIn): Promise<{ handInId: string }> {
  return endIt(db, 'receive-hand-in', input, async (tx, handIn) => {
    const { actor } = input
    const { twoPersons } = await findCashRule(tx)
    if (twoPersons && actor.id === handIn.staffId) throw cashSamePerson({ handInId: handIn.id })
    await moveCash(tx, handIn)
    await endHandIn(tx, handIn, { state: 'received', staffId: actor.id, reason: handIn.reason })
    return 'cash.received'
  })
}

/** Taken back before anybody received it: counted wrongly, or too early. */
export async function withdrawHandIn(db: Db, input: EndHandIn): Promise<{ handInId: string }> {
  return endIt(db, 'withdraw-hand-in', input, async (tx, handIn) => {
    await endHandIn(tx, handIn, { state: 'withdrawn', staffId: input.actor.id, reason: handIn.reason })
    return 'cash.withdrawn'
  })
}

async function endIt(
  db: Db,
  operation: string,
  input: EndHandIn,
  end: (tx: Tx, handIn: HandIn) => Promise<string>,
): Promise<{ handInId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, operation, input, async () => {
      const { actor, handInId } = input
      const handIn = await lockHandIn(tx, handInId)
      if (handIn.state !== 'counted') throw cashHandInEnded({ handInId, state: handIn.state })
      const action = await end(tx, handIn)
      const after = { staffId: handIn.staffId, countedFen: handIn.countedFen }
      await audit(tx, { actor, action, subjectKind: 'cash_hand_in', subjectId: handInId, after })
      return { handInId }
    }),
  )
}

/** What was counted goes into the safe; what is missing was lost by its holder, what is too much found there. */
async function moveCash(tx: Tx, handIn: HandIn): Promise<void> {
  const { id, staffId, storeId, countedFen } = handIn
  const holder = cashOfStaff(staffId)
  const safe = cashOfStore(storeId ?? tx.merchantId)
  const differenceFen = differenceOf(handIn)
  const same = { subjectKind: 'cash_hand_in', subjectId: id, linked: true }
  const booked = differenceFen > 0n ? countedFen - differenceFen : countedFen
  const transfers: Transfer[] = [
    { key: `${id}:in`, debit: safe, credit: holder, amount: booked, kind: 'cash.handed_in', ...same },
    {
      key: `${id}:missing`,
      debit: cashDifference(),
      credit: holder,
      amount: -differenceFen,
      kind: 'cash.missing',
      ...same,
    },
    {
      key: `${id}:found`,
      debit: safe,
      credit: cashDifference(),
      amount: differenceFen,
      kind: 'cash.found',
      ...same,
    },
  ]
  const moving = transfers.filter(({ amount }) => amount > 0n)
  const posted = await post(
    tx,
    moving.map((one, place) => ({ ...one, linked: place < moving.length - 1 })),
  )
  if (posted.some(({ outcome }) => outcome !== 'posted'))
    throw cashChanged({ handInId: id, heldFen: Number(await heldBy(tx, staffId)) })
}

async function heldBy(tx: Tx, staffId: string): Promise<bigint> {
  await getStaff(tx, staffId)
  const { code } = cashOfStaff(staffId)
  return (await balancesOf(tx, [cashOfStaff(staffId)])).get(code) ?? 0n
}
