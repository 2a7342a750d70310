import { beforeEach, expect, test } from 'vitest'
import { openTransfers } from '../../src/exchanges/channels/transfers.ts'
import { addApp } from '../../src/flows/money/save-app.ts'
import { beginPayout } from '../../src/flows/payouts/record-payout.ts'
import { channel, merchantAvailable } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { grantedAccount } from '../operator-accounts.ts'
import { payStage } from '../pay-stage.ts'
import { payoutShop } from './payout-stage.ts'

type Certified = {
  appId: string
  sellerId: string
  appPrivateKeyPem: string
  appCertificatePem: string
  alipayCertificatePem: string
  alipayRootCertificatePem: string
}

const db = await testDatabase()
const stage = await payStage(db)
const made = await stage.control<Certified>('POST', '/api/alipay/apps', { isCertified: true })
const keys = {
  provider: 'alipay' as const,
  merchantNumber: made.sellerId,
  appId: made.appId,
  appPrivateKeyPem: made.appPrivateKeyPem,
  certificates: {
    appPem: made.appCertificatePem,
    alipayPem: made.alipayCertificatePem,
    rootPem: made.alipayRootCertificatePem,
  },
}
const alipay = { provider: 'alipay' as const }

beforeEach(() => stage.clearFaults())

async function certifiedShop() {
  const shop = await payoutShop(stage, db)
  const { merchantId } = shop
  const certifiedId = await grantedAccount(stage.parts, { merchantId, name: '支付宝（证书）', keys })
  await addApp(stage.parts, {
    ...shop.by(),
    kind: 'alipay-app',
    name: '证书应用',
    appId: made.appId,
    channelAccountId: certifiedId,
    templates: [],
  })
  const approved = async (name: string, amountFen: number, payeeName?: string) => {
    const { staffId } = await shop.payee(name, { met: [made.appId] })
    await shop.owe(staffId, amountFen)
    const { payoutIds } = await shop.request([{ staffId, amountFen, payeeName }], alipay)
    await shop.approve(payoutIds)
    return { staffId, payoutId: payoutIds[0]! }
  }
  const sent = async (name: string, amountFen: number, payeeName?: string) => {
    const payout = await approved(name, amountFen, payeeName)
    await stage.runJobs()
    return payout
  }
  const later = async (minutes: number) => {
    db.clock.advance(minutes * 60_000)
    await stage.runJobs()
  }
  return { ...shop, certifiedId, approved, sent, later }
}

test('arrives at once, out of the account with certificates', async () => {
  const shop = await certifiedShop()
  const { staffId, payoutId } = await shop.sent('郑一', 123_45, '郑一')
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded', problem: null })
  expect(await shop.books(staffId)).toMatchObject({ payable: 0n, paying: 0n, cost: 0n })
  expect(await shop.balance(channel(shop.certifiedId))).toBe(-123_45n)
  expect(await shop.balance(merchantAvailable())).toBe(1000_00n - 123_45n)
  await shop.booksHold()
})

test.each(['answer-lost', 'error-after-accept', 'rate-limit'])(
  'despite %s it is paid once',
  async (fault) => {
    const shop = await certifiedShop()
    await stage.fault(fault, { ...alipay, on: 'transfer' })
    const { payoutId } = await shop.sent('郑二', 10_00)
    await shop.later(1)
    await shop.later(2)
    expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded' })
    expect(await shop.atChannel(payoutId)).toHaveLength(1)
    await shop.booksHold()
  },
)

test.each([
  ['before the call', false],
  ['after the call', true],
])('a crash %s: paid once', async (_, isCalled) => {
  const shop = await certifiedShop()
  const { staffId, payoutId } = await shop.approved('郑八', 10_00)
  const begun = (await beginPayout(db, { merchantId: shop.merchantId, payoutId }))!
  if (isCalled) await openTransfers(stage.parts, begun.account, begun.payout).send()
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'sending' })
  expect(await shop.atChannel(payoutId)).toHaveLength(isCalled ? 1 : 0)
  expect(await shop.books(staffId)).toMatchObject({ payable: 0n, paying: 10_00n })
  await stage.runJobs()
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded' })
  expect(await shop.atChannel(payoutId)).toHaveLength(1)
  expect(await shop.balance(channel(shop.certifiedId))).toBe(-10_00n)
  await shop.booksHold()
})

test('declined, failed, and long under way', async () => {
  const shop = await certifiedShop()
  await stage.fault('transfer-no-money', alipay)
  const poor = await shop.sent('郑三', 10_00)
  expect(await shop.payout(poor.payoutId)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('PAYER_BALANCE_NOT_ENOUGH'),
  })
  const wrong = await shop.sent('郑四', 10_00, '郑五')
  expect(await shop.payout(wrong.payoutId)).toMatchObject({ state: 'failed' })
  await stage.fault('transfer-fail', alipay)
  const failed = await shop.sent('郑六', 10_00)
  expect(await shop.payout(failed.payoutId)).toMatchObject({ state: 'failed' })
  expect(await shop.balance(merchantAvailable())).toBe(1000_00n)

  await stage.fault('transfer-stuck', alipay)
  const stuck = await shop.sent('郑七', 10_00)
  await shop.later(1)
  expect(await shop.payout(stuck.payoutId)).toMatchObject({ state: 'sending' })
  const { outBillNo } = await shop.payout(stuck.payoutId)
  await stage.control('POST', '/api/transfers/end', { outBillNo, state: 'SUCCESS' })
  await shop.later(31)
  expect(await shop.payout(stuck.payoutId)).toMatchObject({ state: 'succeeded' })
  await shop.booksHold()
})
