/** The words of every life, shared by rules, schemas and screens. */
export const orderStates = [
  'pending',
  'paid',
  'fulfilled',
  'completed',
  'refunding',
  'refunded',
  'closed',
] as const
export const attemptStates = ['created', 'paying', 'succeeded', 'failed', 'closed'] as const
export const refundStates = [
  'requested',
  'approved',
  'rejected',
  'processing',
  'succeeded',
  'abnormal',
  'closed',
] as const
export const cardStates = [
  'produced',
  'sold',
  'bound',
  'active',
  'frozen',
  'gifting',
  'returning',
  'returned',
  'cancelling',
  'cancelled',
  'lost',
  'replaced',
  'expired',
] as const
export const redemptionStates = ['done', 'undone'] as const
export const productStates = ['draft', 'listed', 'delisted'] as const
export const staffStates = ['active', 'left'] as const
export const messageStates = ['pending', 'sent', 'failed', 'skipped'] as const
export const jobStates = ['waiting', 'running', 'retrying', 'dead'] as const
export const lineKinds = [
  'visit',
  'card-open',
  'card-recharge',
  'goods',
  'card-consumption',
  'channel-test',
] as const
export const tenders = ['wechat-pay', 'alipay', 'cash', 'card'] as const
export const orderSources = ['customer-app', 'counter', 'redemption', 'channel-test'] as const

export type OrderState = (typeof orderStates)[number]
export type AttemptState = (typeof attemptStates)[number]
export type RefundState = (typeof refundStates)[number]
export type CardState = (typeof cardStates)[number]
export type RedemptionState = (typeof redemptionStates)[number]
export type ProductState = (typeof productStates)[number]
export type StaffState = (typeof staffStates)[number]
export type MessageState = (typeof messageStates)[number]
export type JobState = (typeof jobStates)[number]
export type LineKind = (typeof lineKinds)[number]
export type Tender = (typeof tenders)[number]
export type OrderSource = (typeof orderSources)[number]
