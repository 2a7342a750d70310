import type { Language } from '@sesame/contract/messages/messages'
import type { AnswerOf } from '@sesame/contract/route'
import { statementGroups } from '@sesame/contract/settlement'
import type { settlementRoutes } from '@sesame/contract/settlement'
import type { Tx } from '../kernel/db.ts'
import { fen } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'
import {
  available,
  balancesOfStatement,
  figuresOf,
  getStatement,
  groupOf,
  movementsOfStatement,
  prepaid,
} from '../modules/settlement/index.ts'
import type { StatementBalance, StatementMovement } from '../modules/settlement/index.ts'
import { className, transferName } from './account-names.ts'
import { findStatementRow } from './statements.ts'

type Detail = AnswerOf<typeof settlementRoutes.getStatement>
type Line = Omit<Detail['lines'][number], 'changeFen' | 'transfers'> & { changeFen: Fen; transfers: bigint }

export type StatementView = Awaited<ReturnType<typeof statementView>>

/** A statement as it is read: figures, the merchant's own money line by line, prepaid money, all balances. */
export async function statementView(tx: Tx, language: Language, id: string) {
  await getStatement(tx, id)
  const row = (await findStatementRow(tx, id))!
  const balances = await balancesOfStatement(tx, id)
  const movements = await movementsOfStatement(tx, id)
  return {
    ...row,
    figures: figuresOf(movements),
    lines: linesOf(movements, available, language),
    prepaid: {
      openingFen: balanceOf(balances, prepaid)?.openingFen ?? fen(0n),
      closingFen: balanceOf(balances, prepaid)?.closingFen ?? fen(0n),
      lines: linesOf(movements, prepaid, language),
    },
    balances: balances
      .map((balance) => ({
        ...balance,
        name: className(balance.accountClass, language),
        debitedFen: sumOf(movements, 'debit', balance.accountClass),
        creditedFen: sumOf(movements, 'credit', balance.accountClass),
      }))
      .filter((one) =>
        [one.openingFen, one.closingFen, one.debitedFen, one.creditedFen].some((sum) => sum !== 0n),
      ),
  }
}

const balanceOf = (balances: readonly StatementBalance[], accountClass: string) =>
  balances.find((one) => one.accountClass === accountClass)

const sumOf = (movements: readonly StatementMovement[], side: 'debit' | 'credit', accountClass: string) =>
  movements.filter((one) => one[side] === accountClass).reduce((sum, one) => sum + one.amountFen, 0n)

/** What touched one class of accounts, in the order in which people read it. */
function linesOf(
  movements: readonly StatementMovement[],
  accountClass: typeof available | typeof prepaid,
  language: Language,
): Line[] {
  return movements
    .filter(({ debit, credit }) => (debit === accountClass) !== (credit === accountClass))
    .map(({ debit, credit, kind, amountFen, transfers }) => ({
      group: accountClass === available ? groupOf({ debit, credit, kind }) : ('other' as const),
      debit,
      credit,
      kind,
      kindName: transferName(kind, language),
      changeFen: fen(credit === accountClass ? amountFen : -amountFen),
      transfers,
    }))
    .toSorted((one, other) => statementGroups.indexOf(one.group) - statementGroups.indexOf(other.group))
}
