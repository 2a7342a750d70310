import assert from 'node:assert/strict'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { movedBetween, postAll } from '../../ledger/index.ts'
import type { Moved, Movement, Normal } from '../../ledger/index.ts'
import { classOf, merchantAvailable, operatorDue } from '../../modules/chart/index.ts'
import {
  available,
  balancesOfStatement,
  feeOf,
  insertStatement,
  termsOf,
} from '../../modules/settlement/index.ts'
import type { Statement, StatementBalance, StatementMovement } from '../../modules/settlement/index.ts'
import { isOver, nextPeriodOf, spanOf, waitingFor } from './parts/next-period.ts'

export type Made = 'made' | 'not-over' | 'waiting' | 'nothing-booked'

/**
 * The statement of the next period, once that is over and its days are reconciled: opening, all that moved and
 * closing, from the ledger alone. The operator's fee for the period is posted with it.
 */
export async function makeStatement(db: Db, { merchantId }: { merchantId: string }): Promise<Made> {
  return inMerchant(db, merchantId, async (tx) => {
    const terms = await termsOf(tx)
    const period = await nextPeriodOf(tx, terms)
    if (!period) return 'nothing-booked'
    if (!isOver(period, tx.now)) return 'not-over'
    if ((await waitingFor(tx, period)).length > 0) return 'waiting'

    const { firstDay, lastDay, before } = period
    const moved = await movedBetween(tx, spanOf(period), { unit: 'CNY', classOf })
    const balances = balancesAcross(moved, before ? await balancesOfStatement(tx, before.id) : [])
    const movements = moved.within.map(asStored)
    const money = balances.find(({ accountClass }) => accountClass === available)
    const statement = {
      id: tx.newId(),
      number: `S${firstDay.replaceAll('-', '')}-${lastDay.replaceAll('-', '')}`,
      period: terms.period,
      firstDay,
      lastDay,
      openingFen: money?.openingFen ?? fen(0n),
      closingFen: money?.closingFen ?? fen(0n),
      feeBasisPoints: terms.feeBasisPoints,
      ...feeOf(movements, terms.feeBasisPoints),
    }
    if (await insertStatement(tx, statement, { balances, movements })) await chargeFee(tx, statement)
    return 'made'
  })
}

const asStored = ({ debit, credit, kind, amount, transfers }: Movement): StatementMovement => ({
  debit,
  credit,
  kind,
  amountFen: fen(amount),
  transfers,
})

/** Opening as the statement before closed, closing by what moved; and that is what the ledger holds. */
function balancesAcross(moved: Moved, before: readonly StatementBalance[]): StatementBalance[] {
  const opening = new Map(before.map(({ accountClass, closingFen }) => [accountClass, closingFen]))
  return [...moved.balances]
    .map(([accountClass, { normal, balance }]) => {
      const openingFen = opening.get(accountClass) ?? fen(0n)
      const closingFen = fen(openingFen + changeOf(moved.within, accountClass, normal))
      assert.equal(
        closingFen,
        balance - changeOf(moved.later, accountClass, normal),
        `a statement of ${accountClass} closes as the ledger does`,
      )
      return { accountClass, openingFen, closingFen }
    })
    .toSorted((one, other) => (one.accountClass < other.accountClass ? -1 : 1))
}

/** What movements did to a class, on its normal side; within one class nothing changes. */
function changeOf(movements: readonly Movement[], accountClass: string, normal: Normal): bigint {
  let change = 0n
  for (const { debit, credit, amount } of movements) {
    if (debit === accountClass) change += normal === 'debit' ? amount : -amount
    if (credit === accountClass) change += normal === 'credit' ? amount : -amount
  }
  return change
}

async function chargeFee(tx: Tx, { id, feeFen }: Pick<Statement, 'id' | 'feeFen'>): Promise<void> {
  if (feeFen === 0n) return
  await postAll(tx, [
    {
      key: `statement:${id}:fee`,
      debit: merchantAvailable(),
      credit: operatorDue(),
      amount: feeFen,
      kind: 'operator.fee',
      subjectKind: 'statement',
      subjectId: id,
    },
  ])
}
