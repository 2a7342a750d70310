import type { Area } from '../area.ts'
import { cards } from './cards.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { payouts } from './payouts.ts'
import { session } from './session.ts'
import { shop } from './shop.ts'

/** What customers are offered, one file per area. */
export const customerAreas: readonly Area[] = [session, shop, orders, payments, cards, payouts]
