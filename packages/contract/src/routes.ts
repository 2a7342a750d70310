import { merchantAccess, operatorAccess, permissionAccess } from './access.ts'
import { cardRoutes } from './cards.ts'
import { catalogRoutes } from './catalog.ts'
import { channelRoutes } from './channels.ts'
import { sessionRoutes } from './customer-session.ts'
import { dashboardRoutes, moneyRoutes } from './money.ts'
import { operatorRoutes, permissionRoutes } from './operator.ts'
import { customerRoutes, orderRoutes } from './orders.ts'
import type { Route } from './route.ts'
import { settingsRoutes } from './settings.ts'
import { shopRoutes } from './shop.ts'
import { auditRoutes, roleRoutes, staffRoutes, storeRoutes } from './staff.ts'

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
  customerRoutes,
  cardRoutes,
  moneyRoutes,
  dashboardRoutes,
  channelRoutes,
  operatorRoutes,
  permissionRoutes,
  sessionRoutes,
  shopRoutes,
].flatMap((area) => Object.values(area) as unknown as Route[])
