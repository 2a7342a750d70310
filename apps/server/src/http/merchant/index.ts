import { merchantAccess } from '@sesame/contract/access'
import type { Area } from '../area.ts'
import { consoleAccess } from '../console-access.ts'
import { onboarding } from './onboarding.ts'
import { stores } from './stores.ts'
import { staff } from './staff.ts'
import { stuckRefunds } from './stuck-refunds.ts'
import { roles } from './roles.ts'
import { counterPayments } from './counter-payments.ts'
import { customers } from './customers.ts'
import { auditEvents } from './audit-events.ts'
import { cards } from './cards.ts'
import { cash } from './cash.ts'
import { catalog } from './catalog.ts'
import { channels } from './channels.ts'
import { finance } from './finance.ts'
import { lists } from './lists.ts'
import { money } from './money.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { reconciliation } from './reconciliation.ts'
import { refundBatches } from './refund-batches.ts'
import { refunds } from './refunds.ts'
import { payouts } from './payouts.ts'
import { profitSharing } from './profit-sharing.ts'
import { settlement } from './settlement.ts'
import { shipping } from './shipping.ts'
import { withdrawals } from './withdrawals.ts'

/** What this audience is offered, one file per area. */
export const merchantAreas: readonly Area[] = [
  consoleAccess(merchantAccess),
  onboarding,
  stores,
  staff,
  roles,
  customers,
  auditEvents,
  catalog,
  orders,
  shipping,
  counterPayments,
  payments,
  refunds,
  stuckRefunds,
  refundBatches,
  payouts,
  profitSharing,
  channels,
  cards,
  cash,
  lists,
  money,
  reconciliation,
  finance,
  settlement,
  withdrawals,
]
