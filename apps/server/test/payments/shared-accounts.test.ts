import { expect, test } from 'vitest'
import { channelRoutes } from '@sesame/contract/channels'
import { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { takeWechatNotice } from '../../src/exchanges/take-notice.ts'
import { findAddress } from '../../src/flows/payments/find-address.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { grant, operatorAccount, operatorOf } from '../operator-accounts.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look, newKey } from '../world.ts'
import { noticeCatcher } from './catch-notice.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { app, parts } = stage
const collecting = {
  wechat: await operatorAccount(parts, { name: '平台微信', keys: stage.wechatKeys }),
  alipay: await operatorAccount(parts, { name: '平台支付宝', keys: stage.alipayKeys }),
}
const operatorSession = async () => staffSession(db, await operatorOf(db), { platform: 'operator' })

async function buy(shop: Shop, method: 'wechat-native' | 'alipay-wap') {
  const orderId = await shop.newOrder()
  await startPayment(parts, { ...shop.by(), orderId, method, personId: shop.personId })
  const attempt = (await shop.attempts(orderId))[0]!
  if (method === 'alipay-wap') {
    const started = await startPayment(parts, { ...shop.by(), orderId, method, personId: shop.personId })
    if (started.credential.kind === 'redirect') await fetch(started.credential.url)
  }
  await stage.payFor(attempt)
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  return { orderId, attempt }
}

test('two merchants by one account: each payment is in the books of whose it is', async () => {
  const one = await payShop(stage, db, { collecting })
  const other = await payShop(stage, db, { collecting })
  expect(one.wechatId).not.toBe(other.wechatId)
  await Promise.all([buy(one, 'wechat-native'), buy(other, 'wechat-native')])
  await buy(other, 'wechat-native')
  await buy(other, 'alipay-wap')

  expect(await one.balance(channel(one.wechatId))).toBe(100_00n)
  expect(await other.balance(channel(other.wechatId))).toBe(200_00n)
  expect(await other.balance(channel(other.alipayId))).toBe(100_00n)
  await one.booksHold()
  await other.booksHold()
})

test('a refund goes back by the same account, and its notice finds the right books', async () => {
  const shop = await payShop(stage, db, { collecting })
  const { orderId } = await buy(shop, 'wechat-native')
  await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '退卡' })
  await shop.until('it is refunded', async () => (await shop.order(orderId)).state === 'refunded', {
    jobs: true,
  })
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  await shop.booksHold()
})

test('a genuine notice about a merchant that never had the account is kept out', async () => {
  const shop = await payShop(stage, db, { collecting })
  const stranger = await payShop(stage, db)
  const orderId = await stranger.newOrder()
  const { notice } = await noticeCatcher(stage).paidButUntold(stranger, orderId)
  const address = await findAddress(db, { provider: 'wechat-pay', channelAccountId: collecting.wechat })
  expect(address?.merchantId).toBeNull()
  await takeWechatNotice(parts, address!, notice)
  expect(await stranger.balance(channel(stranger.wechatId))).toBe(0n)
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  const [refused] = await look<{ reason: string }>(
    db,
    'select reason from refused_notice where channel_account_id = $1 order by created_at desc limit 1',
    [collecting.wechat],
  )
  expect(refused).toEqual({ reason: 'number_of_nobody' })
  expect((await stranger.attempts(orderId))[0]!.state).toBe('paying')
})

test('what was withdrawn takes no more payments, and still gives back and is told of', async () => {
  const shop = await payShop(stage, db, { collecting })
  const early = await shop.newOrder()
  const { notice } = await noticeCatcher(stage).paidButUntold(shop, early)
  await grant(parts, { operatorAccountId: collecting.wechat, merchantId: shop.merchantId, granted: false })

  const orderId = await shop.newOrder()
  const asked = { ...shop.by(), orderId, method: 'wechat-native' as const }
  await expect(startPayment(parts, asked)).rejects.toThrow('payment.method_unavailable')
  const answer = await noticeCatcher(stage).deliver(shop, notice, collecting.wechat)
  expect(answer.status).toBe(204)
  expect(await shop.order(early)).toMatchObject({ state: 'fulfilled' })

  await grant(parts, { operatorAccountId: collecting.wechat, merchantId: shop.merchantId })
  await startPayment(parts, { ...asked, key: newKey() })
  expect(
    await look(db, 'select 1 from channel_account where merchant_id = $1', [shop.merchantId]),
  ).toHaveLength(2)
})

test('a merchant sees an account of the operator as one, without its keys, and cannot change it', async () => {
  const shop = await payShop(stage, db, { collecting })
  const { token } = await staffSession(db, shop.merchantId)
  const { items } = await call(app, channelRoutes.listChannelAccounts, { token })
  const mine = items.find(({ id }) => id === shop.wechatId)
  expect(mine).toMatchObject({ name: '平台微信', custody: 'operator', enabled: true, secrets: [] })
  expect(mine?.merchantNumber).toBe(stage.wechat.mchid)
  expect(mine?.notifyUrl).toContain(collecting.wechat)
  const params = { channelAccountId: shop.wechatId }
  for (const body of [{ enabled: false }, { keys: stage.wechatKeys }, { name: '我的' }])
    expect(await knock(app, channelRoutes.editChannelAccount, { token, params, body })).toMatchObject({
      status: 409,
      body: { code: 'channel.operators' },
    })
  expect(await knock(app, channelRoutes.refreshCertificates, { token, params })).toMatchObject({
    body: { code: 'channel.operators' },
  })
  const added = await call(app, channelRoutes.addChannelAccount, {
    token,
    body: { name: '自有', keys: stage.wechatKeys },
  })
  expect(added.custody).toBe('own')
})

test('the operator enters accounts, grants them once however often it says so, and shows no key', async () => {
  const { token } = await operatorSession()
  const shop = await payShop(stage, db, { custody: 'own' })
  const added = await call(app, operatorChannelRoutes.addOperatorAccount, {
    token,
    body: { name: '代收', keys: stage.wechatKeys },
  })
  expect(added).toMatchObject({ merchants: 0, enabled: true, merchantNumber: stage.wechat.mchid })
  const params = { operatorAccountId: added.id, merchantId: shop.merchantId }
  const twins = Array.from({ length: 5 }, () =>
    call(app, operatorChannelRoutes.saveGrant, { token, key: newKey(), params, body: { granted: true } }),
  )
  for (const made of await Promise.all(twins)) expect(made.state).toBe('granted')
  expect(
    await look(db, 'select 1 from channel_account where operator_account_id = $1', [added.id]),
  ).toHaveLength(1)
  const { code } = await call(app, operatorChannelRoutes.saveGrant, {
    token,
    params,
    body: { granted: true },
  })
  const page = await call(app, operatorChannelRoutes.listGrants, {
    token,
    params: { operatorAccountId: added.id },
    query: { search: code },
  })
  expect(page.items).toMatchObject([{ merchantId: shop.merchantId, state: 'granted' }])

  const edit = (keys: typeof stage.wechatKeys) =>
    knock(app, operatorChannelRoutes.editOperatorAccount, {
      token,
      params: { operatorAccountId: added.id },
      body: { keys },
    })
  expect((await edit(stage.wechatKeys)).status).toBe(200)
  expect(await edit({ ...stage.wechatKeys, merchantNumber: '1699999999' })).toMatchObject({
    body: { code: 'channel.number_fixed' },
  })
  const seen = JSON.stringify(await call(app, operatorChannelRoutes.listOperatorAccounts, { token }))
  const { rows } = await db.owner.query(
    `select to_jsonb(o)::text as row from operator_channel_account o
     union all select to_jsonb(a)::text from audit_event a union all select to_jsonb(k)::text from idempotency_key k`,
  )
  const everywhere = seen + rows.map(({ row }) => row).join()
  for (const secret of [
    stage.wechat.apiV3Key,
    stage.wechat.apiV2Key,
    stage.wechat.merchantPrivateKeyPem.split('\n')[1]!,
  ])
    expect(everywhere).not.toContain(secret)
})

test('one who may not edit collects for nobody, and an account or merchant that is not there is refused', async () => {
  const { token: reader } = await staffSession(db, await operatorOf(db), {
    platform: 'operator',
    permissions: ['collecting.view'],
  })
  const { token } = await operatorSession()
  const shop = await payShop(stage, db, { custody: 'own' })
  const params = { operatorAccountId: collecting.wechat, merchantId: shop.merchantId }
  const body = { granted: true }
  expect((await knock(app, operatorChannelRoutes.saveGrant, { token: reader, params, body })).status).toBe(
    403,
  )
  const of = (change: object) =>
    knock(app, operatorChannelRoutes.saveGrant, { token, params: { ...params, ...change }, body })
  expect((await of({ operatorAccountId: db.newId() })).status).toBe(404)
  expect((await of({ merchantId: db.newId() })).status).toBe(404)
  expect((await of({ merchantId: await operatorOf(db) })).status).toBe(404)
})
