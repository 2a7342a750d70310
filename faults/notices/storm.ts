import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { openAttempt } from '../../apps/server/src/flows/payments/open-attempt.ts'
import type { Db } from '../../apps/server/src/kernel/db.ts'
import { channel as channelBalance } from '../../apps/server/src/modules/chart/index.ts'
import { newKey } from '../../apps/server/test/world.ts'
import { dice } from '../harness/dice.ts'
import type { Dice } from '../harness/dice.ts'
import { booksHold } from '../harness/stage.ts'
import { byMany } from '../harness/trial.ts'
import type { Settings, Trial } from '../harness/trial.ts'
import type { Paid } from './channel.ts'
import { openMarket } from './market.ts'
import type { Market, MarketShop } from './market.ts'

const orders = { short: 200, long: 20_000 }
const connections = 64
const hands = 16
const priceFen = 12_50
/** Of the notices: told before the order's commit is visible; never told at all. */
const earlyShare = 0.1
const neverShare = 0.05
const wave = 1000

type Counts = { early: number; never: number; told: number }

export const notificationStorm: Trial = {
  name: 'storm',
  about: 'notices that come 1 to 8 times, in any order, before their order or never',
  run: storm,
}

async function storm({ form, seed, template }: Settings): Promise<string> {
  const market = await openMarket(template)
  try {
    const shop = await market.newShop()
    const count = orders[form]
    const counts: Counts = { early: 0, never: 0, told: 0 }
    const begun = performance.now()
    for (let done = 0; done < count; done += wave)
      await oneWave(market, shop, Math.min(wave, count - done), dice(seed + done), counts)
    const told = performance.now()
    await untilSettled(market, shop, count)
    await settledOnce(market, shop, count)
    const [seconds, later] = [(told - begun) / 1000, (performance.now() - told) / 1000]
    return (
      `${count} orders, ${counts.told} notices in ${seconds.toFixed(1)} s (with the checkouts), ` +
      `${counts.early} before their order, ${counts.never} never; the last settled ${later.toFixed(1)} s later; ` +
      'each exactly once'
    )
  } finally {
    await market.close()
  }
}

async function oneWave(
  market: Market,
  shop: MarketShop,
  count: number,
  chance: Dice,
  counts: Counts,
): Promise<void> {
  const { channel, deliver } = market
  const path = `/notify/wechat-pay/${shop.channelAccountId}`
  const plans = Array.from({ length: count }, () => ({
    isEarly: chance.chance(earlyShare),
    isNever: chance.chance(neverShare),
    times: 1 + chance.below(8),
  }))
  const waiting: { payment: Paid; id: string }[] = []
  await byMany(plans, hands, async ({ isEarly, isNever, times }) => {
    const orderId = await shop.newOrder()
    const payment: Paid = {
      outTradeNo: '',
      transactionNo: `42${randomInt(1e12)}${randomInt(1e12)}`,
      totalFen: priceFen,
    }
    const id = `EV-${newKey()}`
    const tellEarly = async (outTradeNo: string) => {
      payment.outTradeNo = outTradeNo
      channel.take(payment)
      if (!isEarly || isNever) return
      counts.early += 1
      counts.told += 1
      assert.equal(await deliver(path, channel.notice(payment, id)), 204)
    }
    const db = beforeCommit(shop.db, orderId, tellEarly)
    await openAttempt(
      { db, vault: shop.vault },
      { ...shop.by(), orderId, method: 'wechat-native', returnUrl: '/h5/' },
    )
    if (isNever) counts.never += 1
    else waiting.push(...Array.from({ length: times }, () => ({ payment, id })))
  })
  counts.told += waiting.length
  await byMany(chance.shuffled(waiting), connections, async ({ payment, id }) => {
    assert.equal(await deliver(path, channel.notice(payment, id)), 204)
  })
}

/** Calls when the order's attempt is written and nobody else can see it yet. */
function beforeCommit(db: Db, orderId: string, tell: (outTradeNo: string) => Promise<void>): Db {
  let isTold = false
  const connect = async () => {
    const client = await db.app.connect()
    const query = async (...words: Parameters<PoolClient['query']>) => {
      if (!isTold && String(words[0]).toLowerCase() === 'commit') {
        const { rows } = await client.query<{ number: string }>(
          'select out_trade_no as number from payment_attempt where order_id = $1',
          [orderId],
        )
        if (rows[0]) {
          isTold = true
          await tell(rows[0].number)
        }
      }
      return client.query(...words)
    }
    return new Proxy(client, {
      get: (target, name) => {
        if (name === 'query') return query
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value
      },
    })
  }
  const app = new Proxy(db.app, {
    get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name)),
  }) as Pool
  return { ...db, app }
}

async function untilSettled({ stage }: Market, { merchantId }: MarketShop, count: number): Promise<void> {
  // Nothing waits any more: neither an order for its money, nor an early notice for its order.
  const waiting = `select (select count(*) from sale_order where merchant_id = $1 and state = 'pending')::integer
    + (select count(*) from notice where merchant_id = $1 and outcome = 'unmatched')::integer as n`
  for (const deadline = performance.now() + 60_000 + count * 20; ; await sleep(200)) {
    const { rows } = await stage.db.owner.query<{ n: number }>(waiting, [merchantId])
    if (rows[0]!.n === 0) return
    assert(performance.now() < deadline, `${rows[0]!.n} orders and notices were never settled`)
  }
}

async function settledOnce({ stage }: Market, shop: MarketShop, count: number): Promise<void> {
  const { rows } = await stage.db.owner.query<Record<string, number>>(
    `select (select count(*) from deal where merchant_id = $1)::integer as deals,
       (select count(distinct order_id) from deal where merchant_id = $1)::integer as orders,
       (select count(*) from payment_attempt where merchant_id = $1 and state = 'succeeded')::integer as attempts,
       (select count(*) from refund where merchant_id = $1)::integer as refunds,
       (select count(*) from notice where merchant_id = $1 and outcome not in ('settled', 'repeated'))::integer
         as odd`,
    [shop.merchantId],
  )
  assert.deepEqual(rows[0], { deals: count, orders: count, attempts: count, refunds: 0, odd: 0 })
  assert.equal(await shop.balance(channelBalance(shop.channelAccountId)), BigInt(count * priceFen))
  await booksHold(stage)
}
