import {
  auditRoutes,
  merchantAccess,
  operatorAccess,
  permissionAccess,
  roleRoutes,
  staffRoutes,
  storeRoutes,
} from './access.ts'
import { cardRoutes } from './cards.ts'
import { catalogRoutes } from './catalog.ts'
import { channelRoutes } from './channels.ts'
import { dashboardRoutes, moneyRoutes } from './money.ts'
import { operatorRoutes, permissionRoutes } from './operator.ts'
import { customerRoutes, orderRoutes } from './orders.ts'
import type { Route } from './route.ts'
import { sessionRoutes, shopRoutes } from './shop.ts'

/** Every route of the system: what OpenAPI shows, what tests enumerate. */
export const allRoutes: readonly Route[] = [
  merchantAccess,
  operatorAccess,
  permissionAccess,
  staffRoutes,
  roleRoutes,
  storeRoutes,
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
