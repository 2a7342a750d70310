import type { WithdrawalState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type Withdrawal = {
  id: string
  number: string
  amountFen: Fen
  bankAccountId: string
  /** How many of the operator have to agree. */
  reviewers: number
  state: WithdrawalState
  requestedBy: string
  createdAt: Date
  reference: string | null
  transferredOn: string | null
  problem: string | null
  endedAt: Date | null
}

export type BankAccount = {
  id: string
  holder: string
  bank: string
  numberSealed: Buffer
  numberTail: string
  createdAt: Date
}
