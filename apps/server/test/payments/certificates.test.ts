import { beforeEach, expect, test } from 'vitest'
import { channelRoutes } from '@sesame/contract/channels'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { refreshCertificates } from '../../src/exchanges/refresh-certificates.ts'
import { inMerchant } from '../../src/kernel/db.ts'
import { getChannelAccount } from '../../src/modules/channel-account/index.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { timeCertificates } from '../../src/work/timer-certificates.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { apps, payShop, payStage, wechatKeysOf } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look } from '../world.ts'
import { noticeCatcher } from './catch-notice.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { app, parts } = stage
const { paidButUntold, deliver } = noticeCatcher(stage)
type Made = Parameters<typeof wechatKeysOf>[0]

const merchant = (keyMode: string) =>
  stage.control<Made>('POST', '/api/wechat-pay/merchants', {
    appids: [apps.mini, apps.official],
    keyMode,
  })
const rotate = () =>
  stage.control<{ platformCertificateSerial: string }>('POST', '/api/wechat-pay/certificate-rotations', {})
const minute = () => db.clock.advance(61_000)
const accountOf = (shop: Shop) =>
  inMerchant(db, shop.merchantId, (tx) => getChannelAccount(tx, shop.wechatId))
const serialsOf = async (shop: Shop) => (await accountOf(shop)).certificates.map(({ serial }) => serial)

const byCertificate = await merchant('certificate')
/** Nothing of WeChat Pay's is typed in: its certificates are downloaded. */
const bare = { ...wechatKeysOf(byCertificate), platformKeys: [] }
const open = () => payShop(stage, db, { custody: 'own', wechatKeys: bare })

beforeEach(async () => {
  await stage.clearFaults()
  minute()
})

async function buy(shop: Shop) {
  const orderId = await shop.newOrder()
  await startPayment(parts, { ...shop.by(), orderId, method: 'wechat-native' })
  await stage.payFor((await shop.attempts(orderId))[0]!)
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
}

test('certificates come by themselves with the first call, and notices are verified with them', async () => {
  const shop = await open()
  expect(await serialsOf(shop)).toEqual([])
  await buy(shop)
  expect(await serialsOf(shop)).toHaveLength(1)
  await shop.booksHold()
})

test('a renewal in the middle of the day is followed by calls and by notices, and the old one stays', async () => {
  const shop = await open()
  await buy(shop)
  const [old] = await serialsOf(shop)
  minute()
  const told = await paidButUntold(shop, await shop.newOrder())
  const { platformCertificateSerial: renewed } = await rotate()
  minute()
  await buy(shop)
  expect(new Set(await serialsOf(shop))).toEqual(new Set([old, renewed]))
  // What was signed before the renewal is still believed.
  expect((await deliver(shop, told.notice)).status).toBe(204)
  expect(await shop.balance(channel(shop.wechatId))).toBe(300_00n)

  minute()
  await rotate()
  const late = await paidButUntold(shop, await shop.newOrder())
  expect((await deliver(shop, late.notice)).status).toBe(204)
  await shop.booksHold()
})

test('an unknown serial makes us ask once a minute and is refused', async () => {
  // A number of its own: notices of other tests that are told again must not take the fault.
  const other = await merchant('certificate')
  const wechatKeys = { ...wechatKeysOf(other), platformKeys: [] }
  const shop = await payShop(stage, db, { custody: 'own', wechatKeys })
  await buy(shop)
  minute()
  const fault = { provider: 'wechat-pay', fault: 'notice-unknown-key', merchant: other.mchid, count: 1 }
  await stage.control('PUT', '/api/faults', fault)
  const { notice } = await paidButUntold(shop, await shop.newOrder())
  const asked = async () =>
    (
      await look<{ at: Date }>(db, 'select asked_at as at from certificate_refresh where account_id = $1', [
        shop.wechatId,
      ])
    )[0]!.at
  const before = await asked()
  expect((await deliver(shop, notice)).status).toBe(401)
  const once = await asked()
  expect(once > before).toBe(true)
  db.clock.advance(10_000)
  expect((await deliver(shop, notice)).status).toBe(401)
  expect(await asked()).toEqual(once)
})

test('public key and certificate live side by side while a merchant migrates', async () => {
  const both = await merchant('alternating')
  const [key] = wechatKeysOf(both).platformKeys
  const shop = await payShop(stage, db, {
    custody: 'own',
    wechatKeys: { ...wechatKeysOf(both), platformKeys: [key!] },
  })
  for (let count = 0; count < 3; count++) await buy(shop)
  expect(await serialsOf(shop)).toHaveLength(1)
  await shop.booksHold()
})

test('the timer asks for all accounts that use certificates, and for no others', async () => {
  const publicOnly = await merchant('public-key')
  const [key] = wechatKeysOf(publicOnly).platformKeys
  const mine = await open()
  const byKey = await payShop(stage, db, {
    custody: 'own',
    wechatKeys: { ...wechatKeysOf(publicOnly), platformKeys: [key!] },
  })
  await timeCertificates(parts)
  await stage.runJobs()
  expect(await serialsOf(mine)).toHaveLength(1)
  expect((await accountOf(byKey)).certificates).toEqual([])
})

test('what cannot be downloaded is said, and a silent channel is no reason to forget what is known', async () => {
  const publicOnly = await merchant('public-key')
  const shop = await payShop(stage, db, {
    custody: 'own',
    wechatKeys: { ...wechatKeysOf(publicOnly), platformKeys: [] },
  })
  const { token } = await staffSession(db, shop.merchantId)
  const params = { channelAccountId: shop.wechatId }
  const shown = await call(app, channelRoutes.refreshCertificates, { token, params })
  expect(shown.certificates).toMatchObject({
    serials: [],
    problem: expect.stringContaining('RESOURCE_NOT_EXISTS') as string,
  })
  expect(await knock(app, channelRoutes.refreshCertificates, { token, params })).toMatchObject({
    status: 409,
    body: { code: 'channel.refresh_too_soon' },
  })
  const alipay = { channelAccountId: shop.alipayId }
  expect(await knock(app, channelRoutes.refreshCertificates, { token, params: alipay })).toMatchObject({
    body: { code: 'channel.not_wechat_pay' },
  })

  const known = await open()
  await buy(known)
  minute()
  await stage.fault('answer-lost')
  expect(await refreshCertificates(parts, await accountOf(known))).not.toBe('too-soon')
  expect(await serialsOf(known)).toHaveLength(1)
})
