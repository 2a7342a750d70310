import type { SettlementPeriod } from '@sesame/contract/settlement'
import type { StatementState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type SettlementTerms = {
  period: SettlementPeriod
  /** Of what came in over the operator's number, less what went back over it. */
  feeBasisPoints: number
  /** Withdrawals above it are looked at by two persons. */
  reviewAboveFen: Fen
}

export type Statement = {
  id: string
  number: string
  period: SettlementPeriod
  firstDay: string
  lastDay: string
  state: StatementState
  openingFen: Fen
  closingFen: Fen
  feeBasisPoints: number
  feeBaseFen: Fen
  feeFen: Fen
  confirmedBy: string | null
  confirmedAt: Date | null
  paidAt: Date | null
  createdAt: Date
}

export type StatementBalance = { accountClass: string; openingFen: Fen; closingFen: Fen }

/** What moved in the period from one class of accounts to another. */
export type StatementMovement = {
  debit: string
  credit: string
  kind: string
  amountFen: Fen
  transfers: bigint
}
