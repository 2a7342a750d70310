import { merchantAccess } from '@sesame/contract/access'
import type { Area } from '../app.ts'
import { consoleAccess } from '../console-access.ts'
import { cards } from './cards.ts'
import { catalog } from './catalog.ts'
import { lists } from './lists.ts'
import { money } from './money.ts'
import { orders } from './orders.ts'

/** What this audience is offered, one file per area. */
export const merchantAreas: readonly Area[] = [
  consoleAccess(merchantAccess),
  catalog,
  orders,
  cards,
  lists,
  money,
]
