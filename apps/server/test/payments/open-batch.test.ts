import { expect, test } from 'vitest'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { keepCredential } from '../../src/flows/payments/end-attempt.ts'
import { openAttempt } from '../../src/flows/payments/open-attempt.ts'
import { testDatabase } from '../database.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { look } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

const asked = (shop: Shop, orderId: string, change: object = {}) => ({
  ...shop.by(),
  orderId,
  method: 'wechat-native' as const,
  personId: shop.personId,
  returnUrl: '/',
  ...change,
})

async function openAll(requests: readonly ReturnType<typeof asked>[]) {
  const settled = await Promise.allSettled(requests.map((one) => openAttempt(parts, one)))
  return settled.map((one) =>
    one.status === 'fulfilled' ? one.value.attempt.id : (one.reason.code as string),
  )
}

test('attempts begun at the same moment share a transaction, each with its event and its job', async () => {
  const shop = await payShop(stage, db)
  const orders = [await shop.newOrder(), await shop.newOrder(), await shop.newOrder()]
  const ids = await openAll(orders.map((id) => asked(shop, id)))
  const rows = await look<{ xmin: string; events: bigint; jobs: bigint }>(
    db,
    `select distinct a.xmin::text,
       (select count(*) from payment_event e where e.attempt_id = a.id and e.to_state = 'created') events,
       (select count(*) from sesame_jobs.job where key = 'payment.poll:' || a.id) jobs
     from payment_attempt a where id = any($1::uuid[])`,
    [ids],
  )
  expect(rows.map(({ events, jobs }) => [events, jobs])).toEqual([[1n, 1n]])
  await shop.booksHold()
})

test('one order by two keys at once is one attempt; somebody else’s is not there, neighbours stand', async () => {
  const shop = await payShop(stage, db)
  const [mine, other] = [await shop.newOrder(), await shop.newOrder()]
  const stranger = { customerId: db.newId() }
  const [first, refused, second, third] = await openAll([
    asked(shop, mine),
    asked(shop, mine, stranger),
    asked(shop, mine),
    asked(shop, other),
  ])
  expect(refused).toBe('order.not_found')
  expect(second).toBe(first)
  expect(third).not.toBe(first)
  expect(await shop.attempts(mine)).toHaveLength(1)
})

test('what the channel gave is kept for each by itself, and not for one that is over', async () => {
  const shop = await payShop(stage, db)
  const [a, b] = [await shop.newOrder(), await shop.newOrder()]
  const ids = await openAll([asked(shop, a), asked(shop, b)])
  await db.owner.query(`update payment_attempt set state = 'closed' where id = $1`, [ids[1]])
  const credential = { kind: 'code-url', codeUrl: 'weixin://one' }
  const kept = await Promise.all(
    ids.map((attemptId) => keepCredential(parts, { merchantId: shop.merchantId, attemptId, credential })),
  )
  expect(kept.map(({ state }) => state)).toEqual(['paying', 'closed'])
  const again = await startPayment(parts, asked(shop, a))
  expect(again.credential).toEqual({ kind: 'qr', codeUrl: 'weixin://one' })
  const [closed] = await shop.attempts(b)
  expect(closed).toMatchObject({ state: 'closed' })
})
