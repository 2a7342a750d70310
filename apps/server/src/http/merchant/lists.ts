import type { FastifyInstance } from 'fastify'
import { cardRoutes } from '@sesame/contract/cards'
import { orderRoutes } from '@sesame/contract/orders'
import { inMerchant } from '../../kernel/db.ts'
import { listCardEvents, listCards, listRedemptions } from '../../reports/cards.ts'
import { listDeals, listOrders } from '../../reports/orders.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** The lists of a merchant's console: filtered, paged by cursor, within the caller's data scope. */
export function lists(app: FastifyInstance, { db }: Compose): void {
  serve(app, orderRoutes.listOrders, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listOrders(tx, caller, query)),
  )
  serve(app, orderRoutes.listDeals, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listDeals(tx, caller, query)),
  )
  serve(app, cardRoutes.listCards, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listCards(tx, query)),
  )
  serve(app, cardRoutes.listCardEvents, async ({ caller, params, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listCardEvents(tx, params.cardId, query)),
  )
  serve(app, cardRoutes.listRedemptions, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listRedemptions(tx, caller, query)),
  )
}
