import type { Statement, StatementDetail } from '@sesame/contract/settlement'
import type { Withdrawal } from '@sesame/contract/withdrawals'
import type { Static } from '@sesame/contract/schema'

export type StatementRow = Static<typeof Statement>
export type StatementFull = Static<typeof StatementDetail>
export type StatementLine = StatementFull['lines'][number]
export type WithdrawalRow = Static<typeof Withdrawal>
