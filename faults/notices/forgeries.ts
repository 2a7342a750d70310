import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { openAttempt } from '../../apps/server/src/flows/payments/open-attempt.ts'
import { booksHold } from '../harness/stage.ts'
import { byMany } from '../harness/trial.ts'
import type { Settings, Trial } from '../harness/trial.ts'
import { envelope, seal, sign } from './channel.ts'
import type { Channel, Paid, Told } from './channel.ts'
import { openMarket } from './market.ts'

const each = { short: 10, long: 1000 }
const minutes = 60_000

type Forger = { channel: Channel; payment: Paid; path: string; otherPath: string }
/** What is sent, where if not to the account it is about, and the one answer that refuses it. */
type Forged = Told & { path?: string; status?: number }

/** Genuine until it is spoilt: everything but one thing is right. */
const spoil =
  (change: (told: Told) => Partial<Told>) =>
  ({ channel, payment }: Forger): Forged => {
    const told = channel.notice(payment)
    return { ...told, ...change(told) }
  }
const without = (name: string) =>
  spoil(({ headers }) => ({
    headers: Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name)),
  }))
const header = (name: string, value: (was: string) => string) =>
  spoil(({ headers }) => ({ headers: { ...headers, [name]: value(headers[name]!) } }))
const signedAnew =
  (bodyOf: (forger: Forger) => string, shiftMilliseconds = 0) =>
  (forger: Forger): Forged => {
    const body = bodyOf(forger)
    return { body, headers: sign(body, forger.channel.own, Date.now() + shiftMilliseconds) }
  }
const genuineBody = ({ channel, payment }: Forger) => channel.notice(payment).body
const sealedAs = (change: object) =>
  signedAnew(({ channel, payment }) =>
    envelope(randomUUID(), {
      ...seal(JSON.stringify(channel.contentOf(payment)), channel.apiV3Key),
      ...change,
    }),
  )

const kinds: Record<string, (forger: Forger) => Forged> = {
  'no signature': without('wechatpay-signature'),
  'no timestamp': without('wechatpay-timestamp'),
  'no nonce': without('wechatpay-nonce'),
  'no serial': without('wechatpay-serial'),
  'signed by a stranger': ({ channel, payment }) => {
    const { body } = channel.notice(payment)
    return { body, headers: sign(body, channel.stranger) }
  },
  'a random signature': header('wechatpay-signature', () => randomBytes(256).toString('base64')),
  'a probe': header('wechatpay-signature', (was) => `WECHATPAY/SIGNTEST/${was}`),
  'a signature that is no base64': header('wechatpay-signature', (was) => `${was.slice(0, -4)}%%%%`),
  'an unknown serial': header('wechatpay-serial', () => randomBytes(20).toString('hex').toUpperCase()),
  'another nonce': header('wechatpay-nonce', () => randomBytes(16).toString('hex')),
  'another second': header('wechatpay-timestamp', (was) => String(Number(was) - 1)),
  'a timestamp that is none': header('wechatpay-timestamp', (was) => `${was}.0`),
  stale: signedAnew(genuineBody, -6 * minutes),
  'from the future': signedAnew(genuineBody, 6 * minutes),
  'another amount in its text': spoil(({ body }) => ({ body: body.replace('支付成功', '支付完成') })),
  'sealed with another key': signedAnew(({ channel, payment }) =>
    envelope(randomUUID(), seal(JSON.stringify(channel.contentOf(payment)), randomBytes(16).toString('hex'))),
  ),
  'another text beside the seal': sealedAs({ associated_data: 'refund' }),
  'another algorithm': sealedAs({ algorithm: 'AEAD_AES_128_GCM' }),
  'no JSON': signedAnew(() => '{"id":'),
  'genuine, at the address of another': ({ channel, payment, otherPath }) => ({
    ...channel.notice(payment),
    path: otherPath,
    // It is genuine, and telling it again would not help: taken, believed by nobody.
    status: 204,
  }),
}

export const forgeries: Trial = {
  name: 'forgeries',
  about: `${Object.keys(kinds).length} kinds of forged notices`,
  run: forge,
}

async function forge({ form, template }: Settings): Promise<string> {
  const market = await openMarket(template)
  try {
    const [shop, other] = [await market.newShop(), await market.newShop()]
    const orderId = await shop.newOrder()
    const opening = { ...shop.by(), orderId, method: 'wechat-native' as const, returnUrl: '/h5/' }
    const { attempt } = await openAttempt(shop.tools, opening)
    const payment = { outTradeNo: attempt.outTradeNo, transactionNo: '420000000001', totalFen: 12_50 }
    const path = `/notify/wechat-pay/${shop.channelAccountId}`
    const otherPath = `/notify/wechat-pay/${other.channelAccountId}`
    const forger: Forger = { channel: market.channel, payment, path, otherPath }

    const count = each[form]
    const { owner } = market.stage.db
    const refusedOf = async () =>
      Number((await owner.query<{ n: bigint }>('select count(*) as n from refused_notice')).rows[0]!.n)
    for (const [kind, make] of Object.entries(kinds)) {
      const before = await refusedOf()
      await byMany(Array.from({ length: count }), 16, async () => {
        const forged = make(forger)
        assert.equal(await market.deliver(forged.path ?? path, forged), forged.status ?? 401, kind)
      })
      assert.equal(await refusedOf(), before + count, `${kind}: not all are in the log`)
    }
    assert.equal((await shop.order(orderId)).state, 'pending')
    const { rows } = await owner.query('select 1 from notice')
    assert.equal(rows.length, 0, 'a forgery is in the inbox')
    assert.equal(await market.deliver(path, market.channel.notice(payment)), 204)
    assert.equal((await shop.order(orderId)).state, 'completed', 'the genuine one is not believed any more')
    await booksHold(market.stage)
    return `${Object.keys(kinds).length} kinds, ${count} of each: none believed, all in the log`
  } finally {
    await market.close()
  }
}
