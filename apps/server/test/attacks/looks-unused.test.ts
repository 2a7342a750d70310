import { expect, test } from 'vitest'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { testDatabase } from '../database.ts'
import { world } from '../world.ts'

const db = await testDatabase()

test('a card that was used up and recharged with the same amount is not taken back as unused', async () => {
  const w = await world(db)
  const productId = await w.single(20_00)
  const bundle = await w.bundle(100_00, [{ kind: 'visits', productId, visits: 5, gift: false }])
  const { cardId, customerId, orderId } = await w.openCard(bundle)
  await w.use(cardId, { kind: 'visits', productId, visits: 5 })
  const recharge = { kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId }
  await w.payCash(await w.place({ customerId, lines: [recharge] }))

  const asked = requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: '不要了' })
  await expect(asked).rejects.toMatchObject({ code: 'card.used' })
  await w.booksHold()
})
