import { compactId } from '../../apps/server/src/kernel/ids.ts'
import type { Benchmark } from '../harness/benchmark.ts'
import type { Stage } from '../harness/stage.ts'
import { startApi } from '../http/api.ts'
import { knockThrough } from '../http/connections.ts'
import { appId, openShop, priceFen } from './shop.ts'
import type { Shop } from './shop.ts'

const [together, alone] = [1500, 150]

export const settlement: Benchmark = {
  name: 'settle',
  about: `notices of WeChat Pay that arrive on 64 connections, verified, decrypted and settled, against one at a time`,
  unit: 'orders/s',
  reach: 5,
  better: 'higher',
  prepare: async (stage) => {
    const api = await startApi(stage)
    const shop = await openShop(stage, api.vault)
    const settle = async (count: number, connections: number) => {
      const notices = (await placeUnpaid(stage, shop, count)).map(shop.notice)
      const rate = await knockThrough(api.port, connections, notices)
      await checkSettled(stage, shop)
      return rate
    }
    return {
      sides: { together: () => settle(together, 64), alone: () => settle(alone, 1) },
      ratio: (figures) => figures.together! / figures.alone!,
      close: () => api.close(),
    }
  },
}

/** Orders of a card each, with an attempt that waits for its payer. Answers the attempts' numbers. */
async function placeUnpaid({ db, owner }: Stage, shop: Shop, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, () => {
    const attemptId = db.newId()
    return {
      orderId: db.newId(),
      customerId: db.newId(),
      attemptId,
      number: shop.code + compactId(attemptId),
    }
  })
  const orders = rows.map(({ orderId }) => orderId)
  const customers = rows.map(({ customerId }) => customerId)
  const attempts = rows.map(({ attemptId }) => attemptId)
  const numbers = rows.map(({ number }) => number)
  const part = { kind: 'visits', productId: shop.visitId, visits: 10, valueFen: 0, gift: false }
  const parts = [{ ...part, computedFen: priceFen }]
  const terms = JSON.stringify({ cardTypeId: shop.cardTypeId, named: true, parts })
  await owner.query(
    `insert into customer (merchant_id, id, name, created_at) select $1, id, '客人', now() from unnest($2::uuid[]) id`,
    [shop.merchantId, customers],
  )
  await owner.query(
    `insert into sale_order (merchant_id, id, number, source, state, customer_id, title, total_fen, created_at,
       expires_at)
     select $1, w.id, w.id::text, 'customer-app', 'pending', w.customer, '十次卡', $4, now(), now() + '1 hour'
     from unnest($2::uuid[], $3::uuid[]) w (id, customer)`,
    [shop.merchantId, orders, customers, priceFen],
  )
  await owner.query(
    `insert into order_line (merchant_id, id, order_id, position, kind, product_id, name, quantity, unit_price_fen,
       amount_fen, terms)
     select $1, gen_random_uuid(), id, 0, 'card-open', $3, '十次卡', 1, $4, $4, $5 from unnest($2::uuid[]) id`,
    [shop.merchantId, orders, shop.bundleId, priceFen, terms],
  )
  await owner.query(
    `insert into payment_attempt (merchant_id, id, order_id, channel_account_id, method, app_id, out_trade_no,
       amount_fen, state, request_hash, expires_at, created_at)
     select $1, w.id, w.order_id, $2, 'wechat-native', $3, w.number, $4, 'paying', '', now() + '1 hour', now()
     from unnest($5::uuid[], $6::uuid[], $7::text[]) w (id, order_id, number)`,
    [shop.merchantId, shop.channelAccountId, appId, priceFen, attempts, orders, numbers],
  )
  return numbers
}

/** A number that counts only what was really done. */
export async function checkSettled({ owner }: Stage, { merchantId }: Shop): Promise<void> {
  const { rows } = await owner.query<{ unpaid: bigint }>(
    `select count(*) as unpaid from sale_order where merchant_id = $1 and state <> 'fulfilled'`,
    [merchantId],
  )
  if (rows[0]!.unpaid > 0n) throw new Error(`${rows[0]!.unpaid} orders were told of and are not settled`)
}
