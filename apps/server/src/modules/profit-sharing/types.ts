import type { ReturnState, ShareLineState, ShareState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type Receiver = {
  id: string
  channelAccountId: string
  /** A merchant number at WeChat Pay. */
  account: string
  name: string
  basisPoints: number
}

export type Share = {
  id: string
  attemptId: string
  channelAccountId: string
  custody: 'operator' | 'own'
  /** Ours; it never changes, because another would be a second share. */
  outOrderNo: string
  state: ShareState
  problem: string | null
  polls: number
  createdAt: Date
}

export type ShareLine = {
  id: string
  shareId: string
  receiverId: string
  account: string
  amountFen: Fen
  state: ShareLineState
}

export type ShareReturn = {
  id: string
  lineId: string
  refundId: string
  outReturnNo: string
  amountFen: Fen
  state: ReturnState
  failReason: string | null
}
