import { startOfBusinessDay } from '../../../kernel/clock.ts'
import type { Tx } from '../../../kernel/db.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import { balancesOf } from '../../../ledger/index.ts'
import { merchantAvailable, merchantWithdrawing } from '../../../modules/chart/index.ts'
import { dayAfter, feesSince, lastConfirmedStatement } from '../../../modules/settlement/index.ts'
import type { Statement } from '../../../modules/settlement/index.ts'
import { withdrawnSince } from '../../../modules/withdrawal/index.ts'

export type Funds = {
  availableFen: Fen
  withdrawingFen: Fen
  /** Closing balance of the newest confirmed statement, less what was taken from it since. */
  confirmedFen: Fen
  withdrawableFen: Fen
  statement: Statement | undefined
}

/**
 * What can be withdrawn: what the newest confirmed statement closed with, less fees and withdrawals since, and
 * never more than there is now. So money of days that are not reconciled and agreed on stays where it is.
 */
export async function fundsOf(tx: Tx): Promise<Funds> {
  const [own, reserved] = [merchantAvailable(), merchantWithdrawing()]
  const balances = await balancesOf(tx, [own, reserved])
  const availableFen = fen(balances.get(own.code) ?? 0n)
  const statement = await lastConfirmedStatement(tx)
  const confirmedFen = statement ? await restOf(tx, statement) : fen(0n)
  const least = availableFen < confirmedFen ? availableFen : confirmedFen
  return {
    availableFen,
    withdrawingFen: fen(balances.get(reserved.code) ?? 0n),
    confirmedFen,
    withdrawableFen: least > 0n ? least : fen(0n),
    statement,
  }
}

async function restOf(tx: Tx, { closingFen, lastDay }: Statement): Promise<Fen> {
  const end = startOfBusinessDay(dayAfter(lastDay))
  return fen(closingFen - (await feesSince(tx, lastDay)) - (await withdrawnSince(tx, end)))
}
