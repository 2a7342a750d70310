import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { channelRoutes } from '@sesame/contract/channels'
import { channel, merchantAvailable } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { apps, payShop, payStage, wechatKeysOf } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look, world } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { app } = stage

const pair = (bits: number) =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

async function office() {
  const w = await world(db)
  const { token } = await staffSession(db, w.merchantId)
  const add = (keys: unknown) =>
    knock(app, channelRoutes.addChannelAccount, {
      token,
      body: { name: '微信', keys: keys as never },
    })
  return { ...w, token, add }
}

test('keys go in and never come out', async () => {
  const { token, add, merchantId } = await office()
  const added = await add(stage.wechatKeys)
  expect(added.status).toBe(200)
  expect(added.body).toMatchObject({
    provider: 'wechat-pay',
    merchantNumber: stage.wechat.mchid,
    lastTest: null,
  })
  expect(added.body.notifyUrl).toBe(`${stage.parts.config.http.publicUrl}/notify/wechat-pay/${added.body.id}`)
  expect(added.body.secrets).toHaveLength(6)

  const seen = JSON.stringify(await call(app, channelRoutes.listChannelAccounts, { token }))
  const { rows } = await db.owner.query(
    `select to_jsonb(c)::text as row from channel_account c where merchant_id = $1
     union all select to_jsonb(a)::text from audit_event a where merchant_id = $1
     union all select to_jsonb(k)::text from idempotency_key k where merchant_id = $1`,
    [merchantId],
  )
  const everywhere = seen + rows.map(({ row }) => row).join()
  for (const secret of [
    stage.wechat.apiV3Key,
    stage.wechat.apiV2Key,
    stage.wechat.merchantPrivateKeyPem.split('\n')[1]!,
  ])
    expect(everywhere).not.toContain(secret)
})

test('keys that could not work are refused one by one, and nothing is kept', async () => {
  const { add, merchantId, snapshot } = await office()
  const before = await snapshot()
  const good = stage.wechatKeys
  const weak = pair(1024)
  const elliptic = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const own = pair(2048)
  const [first] = good.platformKeys
  const { platformCertificatePem: certificate, platformCertificateSerial: serial } = stage.wechat
  const cases: [string, object][] = [
    [
      'channel.key_unreadable',
      { merchantPrivateKeyPem: ['-----BEGIN', `PRIVATE KEY-----\n${'A'.repeat(200)}`].join(' ') },
    ],
    ['channel.key_unreadable', { merchantPrivateKeyPem: elliptic.privateKey }],
    ['channel.key_unreadable', { platformKeys: [{ id: 'PUB_KEY_ID_1', pem: 'x'.repeat(200) }] }],
    ['channel.key_too_weak', { merchantPrivateKeyPem: weak.privateKey }],
    [
      'channel.key_is_own',
      {
        merchantPrivateKeyPem: own.privateKey,
        platformKeys: [{ id: 'PUB_KEY_ID_1', pem: own.publicKey }],
      },
    ],
    ['channel.api_v3_key_length', { apiV3Key: '密'.repeat(32) }],
    ['channel.api_v2_key_length', { apiV2Key: '密'.repeat(32) }],
    ['channel.platform_key_twice', { platformKeys: [first, first] }],
    ['channel.serial_mismatch', { platformKeys: [{ id: 'A'.repeat(40), pem: certificate }] }],
    ['channel.certificate_expected', { platformKeys: [{ id: 'PUB_KEY_ID_1', pem: certificate }] }],
    ['channel.certificate_expected', { platformKeys: [{ id: serial, pem: first!.pem }] }],
    ['channel.serial_mismatch', { merchantCertificatePem: certificate }],
    ['channel.certificate_other_key', { merchantCertificatePem: certificate, merchantSerial: serial }],
    ['channel.key_unreadable', { merchantCertificatePem: 'x'.repeat(200) }],
    ['http.bad_request', { partner: { appId: 'wx1', subMerchantNumber: '1' } }],
    ['http.bad_request', { apiV3Key: 'x'.repeat(31) }],
    ['http.bad_request', { merchantNumber: '１６００００００００' }],
  ]
  for (const [code, change] of cases)
    expect(await add({ ...good, ...change })).toMatchObject({ status: 400, body: { code } })
  expect(await look(db, 'select 1 from channel_account where merchant_id = $1', [merchantId])).toEqual([])
  expect(await snapshot()).toEqual(before)
})

test('one fen tries an account, and goes back by itself', async () => {
  const shop = await payShop(stage, db)
  const { token } = await staffSession(db, shop.merchantId)
  for (const channelAccountId of [shop.wechatId, shop.alipayId]) {
    const started = await call(app, channelRoutes.testPayment, { token, params: { channelAccountId } })
    expect(started.amountFen).toBe(1)
    const { orderId } = started
    if (started.pageUrl) expect((await fetch(started.pageUrl)).status).toBe(200)
    await stage.payFor((await shop.attempts(orderId))[0]!)
    const read = () =>
      call(app, channelRoutes.getTestPayment, { token, params: { channelAccountId, orderId } })
    await shop.until('the fen is back', async () => (await read()).refundState === 'succeeded', {
      jobs: true,
    })
    expect(await read()).toEqual({
      orderState: 'refunded',
      attemptState: 'succeeded',
      refundState: 'succeeded',
    })
    expect(await shop.balance(channel(channelAccountId))).toBe(0n)
    const { items } = await call(app, channelRoutes.listChannelAccounts, { token })
    expect(items.find(({ id }) => id === channelAccountId)?.lastTest).toMatchObject({
      orderId,
      state: 'refunded',
    })
  }
  expect(await shop.balance(merchantAvailable())).toBe(0n)
  expect(await look(db, 'select 1 from deal where merchant_id = $1', [shop.merchantId])).toEqual([])
  await shop.booksHold()
})

test('an account is renamed, switched off and given new keys; its number stays once it was used', async () => {
  const shop = await payShop(stage, db, { custody: 'own' })
  const { token } = await staffSession(db, shop.merchantId)
  const edit = (body: object) =>
    knock(app, channelRoutes.editChannelAccount, {
      token,
      params: { channelAccountId: shop.wechatId },
      body: body as never,
    })
  expect(await edit({ name: '新名字', keys: stage.wechatKeys })).toMatchObject({
    status: 200,
    body: { name: '新名字' },
  })
  expect(await edit({ keys: stage.alipayKeys })).toMatchObject({
    status: 409,
    body: { code: 'channel.provider_fixed' },
  })
  await call(app, channelRoutes.testPayment, { token, params: { channelAccountId: shop.wechatId } })
  const other = await stage.control<Parameters<typeof wechatKeysOf>[0]>('POST', '/api/wechat-pay/merchants', {
    appids: [apps.mini],
  })
  expect(await edit({ keys: wechatKeysOf(other) })).toMatchObject({ body: { code: 'channel.number_fixed' } })

  expect(await edit({ enabled: false })).toMatchObject({ status: 200, body: { enabled: false } })
  const tested = await knock(app, channelRoutes.testPayment, {
    token,
    params: { channelAccountId: shop.wechatId },
  })
  expect(tested).toMatchObject({ status: 409, body: { code: 'channel.disabled' } })
})

test('apps: secrets are kept, ids are taken once, and an app pays by its own kind of channel', async () => {
  const shop = await payShop(stage, db)
  const { token } = await staffSession(db, shop.merchantId)
  const { items } = await call(app, channelRoutes.listApps, { token })
  expect(items.map(({ kind, secretStored }) => ({ kind, secretStored }))).toEqual([
    { kind: 'wechat-mini-program', secretStored: true },
    { kind: 'wechat-official-account', secretStored: true },
    { kind: 'alipay-app', secretStored: false },
  ])
  const body = { kind: 'wechat-mini-program' as const, name: '二号', channelAccountId: null, templates: [] }
  const add = (change: object) =>
    knock(app, channelRoutes.addApp, { token, body: { ...body, ...change } as never })
  const secret = 'x'.repeat(32)
  expect(await add({ appId: apps.mini, secret })).toMatchObject({
    status: 409,
    body: { code: 'app.id_taken' },
  })
  expect(await add({ appId: 'wx1234567890' })).toMatchObject({
    status: 400,
    body: { code: 'app.secret_required' },
  })
  const wrong = { appId: 'wx1234567890', secret, channelAccountId: shop.alipayId }
  expect(await add(wrong)).toMatchObject({ status: 400, body: { code: 'app.channel_mismatch' } })
  const foreign = await payShop(stage, db)
  expect(await add({ ...wrong, channelAccountId: foreign.wechatId })).toMatchObject({ status: 404 })
  const added = await add({ appId: 'wx1234567890', secret, channelAccountId: shop.wechatId })
  expect(added).toMatchObject({ status: 200, body: { secretStored: true } })

  const edited = await call(app, channelRoutes.editApp, {
    token,
    params: { id: added.body.id },
    body: {
      name: '三号',
      appId: 'wx1234567890',
      channelAccountId: null,
      templates: [{ event: 'order.paid', templateId: 't' }],
    },
  })
  expect(edited).toMatchObject({
    name: '三号',
    secretStored: true,
    templates: [{ event: 'order.paid', templateId: 't' }],
  })
})
