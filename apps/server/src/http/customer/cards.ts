import type { FastifyInstance } from 'fastify'
import { shopRoutes } from '@sesame/contract/shop'
import { showCode } from '../../flows/cards/show-code.ts'
import { inMerchant } from '../../kernel/db.ts'
import { getCardOfCustomer } from '../../reports/card-detail.ts'
import { listCardEvents, listCardsOfCustomer } from '../../reports/cards.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** A customer's own cards at one shop, and the code that they show. */
export function cards(app: FastifyInstance, compose: Compose): void {
  const { db } = compose

  serve(app, shopRoutes.listMyCards, async ({ shop, customerId }) => {
    const id = await customerId()
    return { items: await inMerchant(db, shop.merchantId, (tx) => listCardsOfCustomer(tx, id)) }
  })

  serve(app, shopRoutes.currentCard, async ({ shop, customerId }) => {
    const id = await customerId()
    return inMerchant(db, shop.merchantId, async (tx) => {
      const all = await listCardsOfCustomer(tx, id)
      const usable = all.filter(({ state }) => state === 'active')
      const [only, another] = usable.length > 0 ? usable : all
      if (!only) return { card: null, choices: [] }
      if (another) return { card: null, choices: usable.length > 0 ? usable : all }
      return { card: await getCardOfCustomer(tx, id, only.id), choices: [] }
    })
  })

  serve(app, shopRoutes.getMyCard, async ({ shop, params, customerId }) => {
    const id = await customerId()
    return inMerchant(db, shop.merchantId, (tx) => getCardOfCustomer(tx, id, params.cardId))
  })

  serve(app, shopRoutes.cardCode, async ({ shop, params, customerId }) =>
    showCode(compose, { merchantId: shop.merchantId, customerId: await customerId(), cardId: params.cardId }),
  )

  serve(app, shopRoutes.listMyCardEvents, async ({ shop, params, query, customerId }) => {
    const id = await customerId()
    return inMerchant(db, shop.merchantId, async (tx) => {
      await getCardOfCustomer(tx, id, params.cardId)
      return listCardEvents(tx, params.cardId, query)
    })
  })
}
