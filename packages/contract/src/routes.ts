import { merchantAccess, operatorAccess, permissionAccess } from './access.ts'
import { cardRoutes } from './cards.ts'
import { cashRoutes } from './cash.ts'
import { catalogRoutes } from './catalog.ts'
import { channelRoutes } from './channels.ts'
import { counterRoutes } from './counter.ts'
import { sessionRoutes } from './customer-session.ts'
import { financeRoutes } from './finance.ts'
import { dashboardRoutes, moneyRoutes } from './money.ts'
import { onboardingRoutes } from './onboarding.ts'
import { onboardingReviewRoutes } from './onboarding-review.ts'
import { operatorChannelRoutes } from './operator-channels.ts'
import { operatorRoutes, permissionRoutes } from './operator.ts'
import { customerRoutes, orderRoutes } from './orders.ts'
import { payoutRoutes } from './payouts.ts'
import { refundBatchRoutes } from './refund-batches.ts'
import { refundRoutes } from './refunds.ts'
import { billRoutes, operatorBillRoutes } from './reconciliation.ts'
import { profitSharingRoutes } from './profit-sharing.ts'
import type { Route } from './route.ts'
import { settingsRoutes } from './settings.ts'
import { settlementReviewRoutes, settlementRoutes } from './settlement.ts'
import { shippingRoutes } from './shipping.ts'
import { shopRoutes } from './shop.ts'
import { auditRoutes, roleRoutes, staffRoutes, storeRoutes } from './staff.ts'
import { withdrawalReviewRoutes, withdrawalRoutes } from './withdrawals.ts'

/** Every route of the system: what OpenAPI shows, what tests enumerate. */
export const allRoutes: readonly Route[] = [
  merchantAccess,
  operatorAccess,
  permissionAccess,
  staffRoutes,
  roleRoutes,
  storeRoutes,
  settingsRoutes,
  auditRoutes,
  catalogRoutes,
  orderRoutes,
  shippingRoutes,
  counterRoutes,
  refundRoutes,
  refundBatchRoutes,
  customerRoutes,
  cardRoutes,
  moneyRoutes,
  cashRoutes,
  dashboardRoutes,
  financeRoutes,
  settlementRoutes,
  withdrawalRoutes,
  channelRoutes,
  payoutRoutes,
  profitSharingRoutes,
  onboardingRoutes,
  billRoutes,
  operatorBillRoutes,
  operatorRoutes,
  onboardingReviewRoutes,
  settlementReviewRoutes,
  withdrawalReviewRoutes,
  operatorChannelRoutes,
  permissionRoutes,
  sessionRoutes,
  shopRoutes,
].flatMap((area) => Object.values(area) as unknown as Route[])
