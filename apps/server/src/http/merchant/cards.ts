import type { FastifyInstance } from 'fastify'
import { cardRoutes } from '@sesame/contract/cards'
import { freezeCard, unfreezeCard } from '../../flows/cards/freeze-card.ts'
import { readCode } from '../../flows/cards/read-code.ts'
import { redeem } from '../../flows/cards/redeem.ts'
import { undoRedemption } from '../../flows/cards/undo-redemption.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { redemptionNotFound } from '../../modules/redemption/index.ts'
import { getCardView } from '../../reports/card-detail.ts'
import { findRedemptionView } from '../../reports/cards.ts'
import { viewRedeemed } from '../../reports/redeemed.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'
import { storeOf } from './store-of.ts'

/** Cards at the counter: read a code, redeem, undo, freeze. */
export function cards(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const cardView = (caller: StaffCaller, cardId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getCardView(tx, cardId))
  const redemptionView = (caller: StaffCaller, redemptionId: string) =>
    inMerchant(db, caller.merchantId, async (tx) => {
      const found = await findRedemptionView(tx, caller, redemptionId)
      if (!found) throw redemptionNotFound({ redemptionId })
      return found
    })
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })

  serve(app, cardRoutes.getCard, async ({ caller, params }) => cardView(caller, params.cardId))
  serve(app, cardRoutes.getRedemption, async ({ caller, params }) =>
    redemptionView(caller, params.redemptionId),
  )

  serve(app, cardRoutes.freezeCard, async ({ caller, key, params, body }) => {
    const { cardId } = await freezeCard(db, { ...by(caller, key), ...params, ...body })
    return cardView(caller, cardId)
  })
  serve(app, cardRoutes.unfreezeCard, async ({ caller, key, params }) => {
    const { cardId } = await unfreezeCard(db, { ...by(caller, key), ...params })
    return cardView(caller, cardId)
  })

  serve(app, cardRoutes.readCode, async ({ caller, key, body }) => {
    const { staffId } = caller
    const { cardId, redeemUntil } = await readCode(compose, { ...by(caller, key), staffId, ...body })
    return { card: await cardView(caller, cardId), redeemUntil }
  })
  serve(app, cardRoutes.redeem, async ({ caller, key, body }) => {
    const { redemptionId, cardId } = await redeem(compose, {
      ...by(caller, key),
      staffId: caller.staffId,
      storeId: storeOf(caller, body.storeId),
      code: body.code,
      use: body.use,
    })
    return viewRedeemed(compose, { merchantId: caller.merchantId, sight: caller, redemptionId, cardId })
  })
  serve(app, cardRoutes.undoRedemption, async ({ caller, key, params, body }) => {
    const { redemptionId } = params
    await redemptionView(caller, redemptionId)
    const { reason } = body
    const { cardId } = await undoRedemption(db, { ...by(caller, key), redemptionId, reason })
    return { redemption: await redemptionView(caller, redemptionId), card: await cardView(caller, cardId) }
  })
}
