import type { PayableKind, PayableState, PayoutScene, PayoutState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

/** Owed to a person of staff. */
export type Payable = {
  id: string
  staffId: string
  kind: PayableKind
  amountFen: Fen
  reason: string
  state: PayableState
  enteredBy: string
}

export type Payout = {
  id: string
  batchId: string | null
  staffId: string
  /** Who they are to the apps. */
  personId: string
  provider: 'wechat-pay' | 'alipay'
  channelAccountId: string
  /** Whose money it is, as it was when it was reserved. */
  custody: 'operator' | 'own'
  /** The app by which the channel knows the payee. */
  appId: string
  payeeSealed: Buffer
  payeeNameSealed: Buffer | null
  /** Ours; it never changes, because another would be a second payout. */
  outBillNo: string
  amountFen: Fen
  scene: PayoutScene
  remark: string
  state: PayoutState
  /** What the payee's phone opens the confirmation with. */
  packageSealed: Buffer | null
  channelBillNo: string | null
  /** Why it is stuck or failed, for people. */
  problem: string | null
  /** Somebody wants it taken back; the channel has not said yes yet. */
  cancelAsked: boolean
  polls: number
  sentAt: Date | null
  requestedBy: string
  createdAt: Date
}

/** What a channel says of a transfer, by its answer or by a notice. */
export type PayoutAnswer = {
  state: 'accepted' | 'waiting' | 'succeeded' | 'failed' | 'cancelled'
  channelBillNo: string
  amountFen?: bigint | undefined
  reason?: string | undefined
  packageInfo?: string | undefined
}
