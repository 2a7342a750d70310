import type {
  ApplicationState,
  AttemptState,
  BillDayState,
  BillDifferenceState,
  CardState,
  HandInState,
  JobState,
  PayableState,
  PayoutState,
  ReturnState,
  ShareLineState,
  ShareState,
  MessageState,
  OrderState,
  ProductState,
  RedemptionState,
  RefundState,
  ShippingState,
  StaffState,
  StatementState,
  WithdrawalState,
} from '@sesame/contract/states'
import type { Tone } from './theme.ts'

type Words = {
  order: OrderState
  shipping: ShippingState
  attempt: AttemptState
  refund: RefundState
  cash: HandInState
  card: CardState
  redemption: RedemptionState
  product: ProductState
  staff: StaffState
  message: MessageState
  job: JobState
  billDay: BillDayState
  billDifference: BillDifferenceState
  statement: StatementState
  withdrawal: WithdrawalState
  payable: PayableState
  payout: PayoutState
  share: ShareState
  'share-line': ShareLineState
  return: ReturnState
  application: ApplicationState
  merchant: 'applying' | 'active' | 'suspended' | 'closed'
  channel: 'active' | 'disabled'
}

/**
 * Every state of the domain with its one colour; its one word is `states.<kind>.<state>` in the messages.
 * own = done well · escrow = waiting or held · released = moving · refunded = going back · risk = needs a person.
 */
export const stateTones = {
  order: {
    pending: 'escrow',
    paid: 'released',
    fulfilled: 'own',
    completed: 'own',
    refunding: 'refunded',
    refunded: 'refunded',
    closed: 'neutral',
  },
  shipping: { 'to-send': 'escrow', sent: 'own' },
  attempt: { created: 'neutral', paying: 'escrow', succeeded: 'own', failed: 'risk', closed: 'neutral' },
  cash: { counted: 'escrow', received: 'own', withdrawn: 'neutral' },
  refund: {
    requested: 'escrow',
    approved: 'released',
    rejected: 'neutral',
    processing: 'refunded',
    succeeded: 'own',
    abnormal: 'risk',
    closed: 'neutral',
    cancelled: 'neutral',
  },
  card: {
    produced: 'neutral',
    sold: 'neutral',
    bound: 'released',
    active: 'own',
    frozen: 'risk',
    gifting: 'escrow',
    returning: 'refunded',
    returned: 'refunded',
    cancelling: 'escrow',
    cancelled: 'neutral',
    lost: 'risk',
    replaced: 'neutral',
    expired: 'neutral',
  },
  redemption: { done: 'own', undone: 'neutral' },
  product: { draft: 'neutral', listed: 'own', delisted: 'neutral' },
  staff: { active: 'own', left: 'neutral' },
  message: { pending: 'escrow', sent: 'own', failed: 'risk', skipped: 'neutral' },
  job: { waiting: 'neutral', running: 'released', retrying: 'escrow', dead: 'risk' },
  billDay: { waiting: 'escrow', refused: 'risk', differences: 'risk', matched: 'own' },
  billDifference: {
    carried: 'escrow',
    open: 'risk',
    handled: 'released',
    resolved: 'own',
    withdrawn: 'neutral',
  },
  statement: { open: 'escrow', confirmed: 'released', paid: 'own', carried: 'neutral' },
  withdrawal: {
    requested: 'escrow',
    reviewing: 'escrow',
    approved: 'released',
    transferring: 'released',
    succeeded: 'own',
    failed: 'risk',
    rejected: 'neutral',
  },
  payable: { entered: 'escrow', approved: 'own', rejected: 'neutral' },
  payout: {
    requested: 'escrow',
    approved: 'released',
    sending: 'released',
    waiting: 'escrow',
    succeeded: 'own',
    failed: 'risk',
    cancelled: 'neutral',
  },
  application: { draft: 'neutral', submitted: 'escrow', rejected: 'risk', approved: 'own' },
  merchant: { applying: 'escrow', active: 'own', suspended: 'risk', closed: 'neutral' },
  share: {
    planned: 'escrow',
    sharing: 'released',
    finished: 'own',
    unfreezing: 'released',
    unfrozen: 'neutral',
    abnormal: 'risk',
    void: 'neutral',
  },
  'share-line': { pending: 'escrow', succeeded: 'own', closed: 'neutral' },
  return: { processing: 'refunded', succeeded: 'own', failed: 'risk' },
  channel: { active: 'own', disabled: 'neutral' },
} as const satisfies { [K in keyof Words]: Record<Words[K], Tone> }

export type StateKind = keyof Words

export function toneOf(kind: StateKind, state: string): Tone | undefined {
  return (stateTones[kind] as Record<string, Tone>)[state]
}
