import { expect, test } from 'vitest'
import { shopRoutes } from '@sesame/contract/shop'
import { orderRoutes } from '@sesame/contract/orders'
import { findMerchant } from '../../src/modules/merchant/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock, testApp } from '../http.ts'
import { customerSession, staffSession } from '../sessions.ts'
import { world } from '../world.ts'

const db = await testDatabase()
const { vault } = await world(db)
const { app } = await testApp(db, { vault })

test('one key in the hands of others does their own work, and shows nothing of anybody else’s', async () => {
  const w = await world(db)
  const other = await world(db)
  const lines = [
    { kind: 'goods' as const, productId: await w.single(12_50, { sells: 'goods' }), quantity: 1 },
  ]
  const theirs = [
    { kind: 'goods' as const, productId: await other.single(99_00, { sells: 'goods' }), quantity: 1 },
  ]
  const shop = (await w.within((tx) => findMerchant(tx, w.merchantId)))!.code
  const key = 'the same key'
  const [a, b] = [await customerSession(db, vault), await customerSession(db, vault)]
  const mine = await call(app, shopRoutes.checkout, {
    token: a.token,
    key,
    params: { shop },
    body: { lines },
  })
  const again = await call(app, shopRoutes.checkout, {
    token: a.token,
    key,
    params: { shop },
    body: { lines },
  })
  const yours = await call(app, shopRoutes.checkout, {
    token: b.token,
    key,
    params: { shop },
    body: { lines },
  })
  expect(again.id).toBe(mine.id)
  expect(yours.id).not.toBe(mine.id)

  const staff = [await staffSession(db, w.merchantId), await staffSession(db, w.merchantId)]
  const body = { customerId: null, lines }
  const sold = []
  for (const { token } of staff) sold.push((await call(app, orderRoutes.sell, { token, key, body })).id)
  const far = await staffSession(db, other.merchantId)
  sold.push(
    (await call(app, orderRoutes.sell, { token: far.token, key, body: { customerId: null, lines: theirs } }))
      .id,
  )
  expect(new Set([...sold, mine.id, yours.id]).size).toBe(5)

  for (const route of [shopRoutes.getMyOrder, shopRoutes.closeMyOrder, shopRoutes.checkMyPayment] as const)
    expect(
      (await knock(app, route, { token: b.token, params: { shop, orderId: mine.id } } as never)).status,
    ).toBe(404)
  const pay = await knock(app, shopRoutes.pay, {
    token: b.token,
    params: { shop, orderId: mine.id },
    body: { method: 'wechat-native', returnUrl: '/h5/' },
  } as never)
  expect(pay.status).toBeGreaterThanOrEqual(404)
  expect((await w.order(mine.id)).state).toBe('pending')
})
