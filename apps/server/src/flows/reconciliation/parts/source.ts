import type { ChannelNumbers, KeyHolder, Provider } from '../../../modules/channel-account/index.ts'
import type { Custody } from '../../../modules/reconciliation/index.ts'

/** Whose lines a bill has: those whose numbers begin with the merchant's code. */
export type BillPart = { merchantId: string; channelAccountId: string; custody: Custody; code: string }

export type BillSource = {
  account: KeyHolder & ChannelNumbers & { provider: Provider }
  parts: BillPart[]
  /** Which part lines go to that name no merchant of these; undefined where they are no matter of this run. */
  othersTo: number | undefined
}
