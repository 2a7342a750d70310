import { expect, test } from 'vitest'
import { addChannelAccount } from '../../src/flows/money/save-channel-account.ts'
import { counterRoutes } from '@sesame/contract/counter'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { call } from '../http.ts'
import { payShop, payStage } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look } from '../world.ts'

type Certified = {
  appId: string
  sellerId: string
  appPrivateKeyPem: string
  alipayPublicKeyPem: string
  appCertificatePem: string
  alipayCertificatePem: string
  alipayRootCertificatePem: string
}

const db = await testDatabase()
const stage = await payStage(db)
const made = await stage.control<Certified>('POST', '/api/alipay/apps', { isCertified: true })
const app = {
  provider: 'alipay' as const,
  merchantNumber: made.sellerId,
  appId: made.appId,
  appPrivateKeyPem: made.appPrivateKeyPem,
}
const certificates = {
  appPem: made.appCertificatePem,
  alipayPem: made.alipayCertificatePem,
  rootPem: made.alipayRootCertificatePem.repeat(2),
}

test('an app in certificate mode takes payments, and its notices verify', async () => {
  const shop = await payShop(stage, db)
  const keys = { ...app, certificates: { ...certificates, rootPem: made.alipayRootCertificatePem } }
  const { channelAccountId } = await addChannelAccount(stage.parts, { ...shop.by(), name: '证书', keys })
  await db.owner.query('update channel_account set enabled = false where merchant_id = $1 and id = $2', [
    shop.merchantId,
    shop.alipayId,
  ])
  const { token } = await staffSession(db, shop.merchantId)
  const orderId = await shop.newOrder()
  const { code } = await stage.control<{ code: string }>('POST', '/api/payment-codes', {
    provider: 'alipay',
    mobile: shop.mobile,
    needsPassword: true,
  })
  const params = { orderId }
  const waiting = await call(stage.app, counterRoutes.payByCode, { token, params, body: { payerCode: code } })
  expect(waiting.state).toBe('waiting')
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!)
  await shop.until('the notice settles it', async () => (await shop.order(orderId)).state === 'fulfilled')
  expect(await shop.balance(channel(channelAccountId))).toBe(100_00n)
  const rows = await look<{ sealed: Buffer }>(
    db,
    'select keys_sealed as sealed from channel_account where id = $1',
    [channelAccountId],
  )
  expect(rows[0]!.sealed.includes('CERTIFICATE')).toBe(false)
})

test.each([
  ['channel.alipay_trust_wrong', {}],
  ['channel.alipay_trust_wrong', { alipayPublicKeyPem: made.alipayPublicKeyPem, certificates }],
  ['channel.certificate_other_key', { certificates: { ...certificates, appPem: made.alipayCertificatePem } }],
  ['channel.key_is_own', { certificates: { ...certificates, alipayPem: made.appCertificatePem } }],
  ['channel.key_unreadable', { certificates: { ...certificates, alipayPem: made.alipayPublicKeyPem } }],
  ['channel.key_unreadable', { certificates: { ...certificates, rootPem: made.alipayPublicKeyPem } }],
])('%s refuses certificates that could not work, and leaves nothing', async (code, trust) => {
  const shop = await payShop(stage, db)
  const before = await shop.snapshot()
  const wrong = addChannelAccount(stage.parts, { ...shop.by(), name: '证书', keys: { ...app, ...trust } })
  await expect(wrong).rejects.toMatchObject({ code })
  expect(await shop.snapshot()).toEqual(before)
})
