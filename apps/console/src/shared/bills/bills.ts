import { billRoutes, operatorBillRoutes } from '@sesame/contract/reconciliation'
import type { AnswerOf } from '@sesame/contract/route'
import type { BillAction } from '@sesame/contract/states'

export type BillAudience = 'merchant' | 'operator'
export type BillDay = AnswerOf<typeof billRoutes.listBillDays>['items'][number]
export type BillDayDetail = AnswerOf<typeof billRoutes.getBillDay>
export type BillAccount = AnswerOf<typeof billRoutes.listBillAccounts>['items'][number]
export type Difference = AnswerOf<typeof billRoutes.listBillDifferences>['items'][number]
export type DifferenceDetail = AnswerOf<typeof billRoutes.getBillDifference>
export type Action = BillAction

/** Both consoles ask the same, each for its own. */
export const billRoutesOf = (audience: BillAudience): typeof billRoutes =>
  audience === 'merchant' ? billRoutes : (operatorBillRoutes as unknown as typeof billRoutes)

export const prefixOf = (audience: BillAudience): string => (audience === 'merchant' ? '/m' : '/o')

/** A day of an account as it stands in the address. */
export const dayId = ({ channelAccountId, day }: { channelAccountId: string; day: string }): string =>
  `${channelAccountId}_${day}`

export function dayOfId(id: string): { channelAccountId: string; day: string } {
  const [channelAccountId = '', day = ''] = id.split('_')
  return { channelAccountId, day }
}

/** What arrives at the bank: taken, less what went back and what the channel keeps. */
export const netFen = (of: { payments: number; refunds: number; fee: number }): number =>
  of.payments - of.refunds - of.fee

/** 600 hundred-thousandths are 0.60 %. */
export const rateText = (rate: number): string => `${(rate / 1000).toFixed(2)}%`
