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
  'cancelled',
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
/** Cash on its way from a person into the safe. */
export const cashStates = ['counted', 'received', 'withdrawn'] as const
export const redemptionStates = ['done', 'undone'] as const
export const productStates = ['draft', 'listed', 'delisted'] as const
export const staffStates = ['active', 'left'] as const
export const messageStates = ['pending', 'sent', 'failed', 'skipped'] as const
/** Of a merchant's statement: to confirm, confirmed, withdrawn in full, or its rest taken on by the next. */
export const statementStates = ['open', 'confirmed', 'paid', 'carried'] as const
export const withdrawalStates = [
  'requested',
  'reviewing',
  'approved',
  'transferring',
  'succeeded',
  'failed',
  'rejected',
] as const
/** Of one day of a channel account: its bill is not there yet, not usable, or compared with the books. */
export const billDayStates = ['waiting', 'refused', 'differences', 'matched'] as const
export const billDifferenceStates = ['carried', 'open', 'handled', 'resolved', 'withdrawn'] as const
export const billDifferenceTypes = [
  'ours-missing',
  'theirs-missing',
  'amount',
  'state',
  'fee',
  'duplicate',
  'late',
] as const
export const billActions = ['settle', 'record-refund', 'accept', 'exclude'] as const
export const payableStates = ['entered', 'approved', 'rejected'] as const
export const payableKinds = ['commission', 'bonus', 'other'] as const
export const payoutScenes = ['commission', 'bonus'] as const
export const payoutStates = [
  'requested',
  'approved',
  'sending',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
] as const
export const applicationStates = ['draft', 'submitted', 'rejected', 'approved'] as const
export const shareStates = [
  'planned',
  'sharing',
  'finished',
  'unfreezing',
  'unfrozen',
  'abnormal',
  'void',
] as const
export const shareLineStates = ['pending', 'succeeded', 'closed'] as const
export const returnStates = ['processing', 'succeeded', 'failed'] as const
export const jobStates = ['waiting', 'running', 'retrying', 'dead'] as const
export const lineKinds = [
  'visit',
  'card-open',
  'card-recharge',
  'goods',
  'card-consumption',
  'channel-test',
] as const
/** Of an order whose goods are sent by express. */
export const shippingStates = ['to-send', 'sent'] as const
export const tenders = ['wechat-pay', 'alipay', 'cash', 'card'] as const
export const orderSources = ['customer-app', 'counter', 'redemption', 'channel-test'] as const

export type OrderState = (typeof orderStates)[number]
export type AttemptState = (typeof attemptStates)[number]
export type HandInState = (typeof cashStates)[number]
export type RefundState = (typeof refundStates)[number]
export type CardState = (typeof cardStates)[number]
export type RedemptionState = (typeof redemptionStates)[number]
export type ProductState = (typeof productStates)[number]
export type StaffState = (typeof staffStates)[number]
export type MessageState = (typeof messageStates)[number]
export type StatementState = (typeof statementStates)[number]
export type WithdrawalState = (typeof withdrawalStates)[number]
export type BillDayState = (typeof billDayStates)[number]
export type BillDifferenceState = (typeof billDifferenceStates)[number]
export type BillDifferenceType = (typeof billDifferenceTypes)[number]
export type BillAction = (typeof billActions)[number]
export type PayableState = (typeof payableStates)[number]
export type PayableKind = (typeof payableKinds)[number]
export type PayoutScene = (typeof payoutScenes)[number]
export type PayoutState = (typeof payoutStates)[number]
export type ApplicationState = (typeof applicationStates)[number]
export type ShareState = (typeof shareStates)[number]
export type ShareLineState = (typeof shareLineStates)[number]
export type ReturnState = (typeof returnStates)[number]
export type JobState = (typeof jobStates)[number]
export type LineKind = (typeof lineKinds)[number]
export type ShippingState = (typeof shippingStates)[number]
export type Tender = (typeof tenders)[number]
export type OrderSource = (typeof orderSources)[number]
