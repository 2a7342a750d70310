import { expect, test } from 'vitest'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { testDatabase } from '../database.ts'
import { world } from '../world.ts'
import type { World } from '../world.ts'

const db = await testDatabase()

async function rechargedCard(w: World) {
  const productId = await w.single(20_00)
  const bundle = await w.bundle(100_00, [{ kind: 'visits', productId, visits: 5, gift: false }])
  const { cardId, customerId, orderId } = await w.openCard(bundle)
  const recharge = async () => {
    const line = { kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId }
    const rechargeId = await w.place({ customerId, lines: [line] })
    await w.payCash(rechargeId)
    return rechargeId
  }
  const refund = (of: string) =>
    requestRefund(db, { ...w.by(), staffId: w.staffId, orderId: of, reason: '不要了' })
  const use = (visits: number) => w.use(cardId, { kind: 'visits', productId, visits })
  return { orderId, recharge, refund, use }
}

test('a card that was used up and recharged with the same amount is not taken back as unused', async () => {
  const w = await world(db)
  const { orderId, recharge, refund, use } = await rechargedCard(w)
  await use(5)
  await recharge()
  await expect(refund(orderId)).rejects.toMatchObject({ code: 'card.used' })
  await w.booksHold()
})

test('what was put on top is refunded before the card itself', async () => {
  const w = await world(db)
  const { orderId, recharge, refund } = await rechargedCard(w)
  const rechargeId = await recharge()
  await expect(refund(orderId)).rejects.toMatchObject({ code: 'card.used' })
  await refund(rechargeId)
  await refund(orderId)
  await w.booksHold()
})

test('a recharge is not refunded once the card was used', async () => {
  const w = await world(db)
  const { recharge, refund, use } = await rechargedCard(w)
  const rechargeId = await recharge()
  await use(1)
  await expect(refund(rechargeId)).rejects.toMatchObject({ code: 'card.used' })
  await w.booksHold()
})
