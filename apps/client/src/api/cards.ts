import { shopRoutes } from '@sesame/contract/shop.ts'
import { customer } from './client'

type Named = { shop: string; cardId: string }

export const listCards = (shop: string) => customer.call(shopRoutes.listMyCards, { params: { shop } })

/** The one card of a person, or the choice when there are several (A9). */
export const currentCard = (shop: string) => customer.call(shopRoutes.currentCard, { params: { shop } })

export const getCard = (card: Named) => customer.call(shopRoutes.getMyCard, { params: card })

export const getCardCode = (card: Named) => customer.call(shopRoutes.cardCode, { params: card })

export const listCardEvents = (card: Named, cursor?: string) =>
  customer.call(shopRoutes.listMyCardEvents, { params: card, query: { cursor } })

/** The recharge left unpaid, which is offered before a new one (B41). */
export const pendingRecharge = ({ shop, cardId }: Named) =>
  customer.call(shopRoutes.pendingRecharge, { params: { shop }, query: { cardId } })
