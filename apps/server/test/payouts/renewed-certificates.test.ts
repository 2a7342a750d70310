import { beforeEach, expect, test } from 'vitest'
import { pushShare } from '../../src/exchanges/push-share.ts'
import { addReceiver } from '../../src/exchanges/save-receiver.ts'
import { setSharingRule } from '../../src/flows/profit-sharing/save-sharing-rule.ts'
import { inMerchant } from '../../src/kernel/db.ts'
import { getChannelAccount } from '../../src/modules/channel-account/index.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { apps, payStage, wechatKeysOf } from '../pay-stage.ts'
import { payoutShop } from './payout-stage.ts'
import type { PayoutShop } from './payout-stage.ts'
import { sharingStage } from './sharing-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage
const { paid, shareOf } = sharingStage(stage, db)
type Made = Parameters<typeof wechatKeysOf>[0]
type Known = 'nothing' | 'the certificate of that day' | 'both keys'

const rotate = () => stage.control('POST', '/api/wechat-pay/certificate-rotations', {})
/** Certificates are asked for at most once a minute. */
const minute = () => db.clock.advance(61_000)

beforeEach(async () => {
  await stage.clearFaults()
  minute()
})

/** A merchant to whom WeChat Pay answers by certificate, and what of WeChat Pay's was typed in. */
async function open(known: Known) {
  const keyMode = known === 'both keys' ? 'alternating' : 'certificate'
  const made = await stage.control<Made>('POST', '/api/wechat-pay/merchants', {
    appids: [apps.mini, apps.official],
    keyMode,
  })
  const keys = wechatKeysOf(made)
  const [publicKey, certificate] = keys.platformKeys
  const platformKeys = {
    nothing: [],
    'the certificate of that day': [certificate!],
    'both keys': [publicKey!, certificate!],
  }[known]
  const options = { custody: 'own' as const, availableFen: 10_000_00n, wechatKeys: { ...keys, platformKeys } }
  const shop = await payoutShop(stage, db, options)
  const certificates = async () => {
    const account = await inMerchant(db, shop.merchantId, (tx) => getChannelAccount(tx, shop.wechatId))
    return account.certificates.length
  }
  return { ...shop, certificates }
}

/** From ¥2,000 on, so that the name goes along, sealed. */
async function paidOut(shop: PayoutShop, payeeName: string) {
  const { staffId } = await shop.payee(payeeName)
  await shop.owe(staffId, 2100_00)
  const { payoutIds } = await shop.request([{ staffId, amountFen: 2100_00, payeeName }])
  const [payoutId = ''] = payoutIds
  await shop.approve(payoutIds)
  await stage.runJobs()
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'waiting', hasPackage: true, problem: null })
  expect(await shop.atChannel(payoutId)).toHaveLength(1)
  return payoutId
}

const arrives = async (shop: PayoutShop, payoutId: string) => {
  await shop.confirm(payoutId)
  const isPaid = async () => (await shop.payout(payoutId)).state === 'succeeded'
  await shop.until('it is paid', isPaid)
}

test.each<Known>(['nothing', 'the certificate of that day', 'both keys'])(
  'knowing %s: pays out by name, before and after a renewal',
  async (known) => {
    const shop = await open(known)
    await arrives(shop, await paidOut(shop, '孙一'))
    minute()
    const before = await paidOut(shop, '孙二')
    await rotate()
    minute()
    const after = await paidOut(shop, '孙三')
    await arrives(shop, before)
    await arrives(shop, after)
    if (known !== 'both keys') expect(await shop.certificates()).toBeGreaterThan(0)
    expect(await shop.balance(channel(shop.wechatId))).toBe(10_000_00n - 3n * 2100_00n)
    await shop.booksHold()
  },
)

test('renewed while the answer was on its way: the same transfer, asked for once more', async () => {
  const shop = await open('nothing')
  await arrives(shop, await paidOut(shop, '孙四'))
  const { staffId } = await shop.payee('孙五')
  await shop.owe(staffId, 50_00)
  await rotate()
  minute()
  const { payoutIds } = await shop.request([{ staffId, amountFen: 50_00 }])
  await shop.approve(payoutIds)
  await stage.runJobs()
  expect(await shop.payout(payoutIds[0]!)).toMatchObject({ state: 'waiting', hasPackage: true })
  expect(await shop.atChannel(payoutIds[0]!)).toHaveLength(1)
  expect(await shop.certificates()).toBe(2)
  await shop.booksHold()
})

test('certificates asked for a moment ago: the payout waits and goes on by itself', async () => {
  const shop = await open('nothing')
  await arrives(shop, await paidOut(shop, '孙六'))
  await rotate()
  const { staffId } = await shop.payee('孙七')
  await shop.owe(staffId, 50_00)
  const { payoutIds } = await shop.request([{ staffId, amountFen: 50_00 }])
  await shop.approve(payoutIds)
  await stage.runJobs()
  expect(await shop.payout(payoutIds[0]!)).toMatchObject({ state: 'sending' })
  minute()
  await stage.runJobs()
  expect(await shop.payout(payoutIds[0]!)).toMatchObject({ state: 'waiting', hasPackage: true })
  expect(await shop.atChannel(payoutIds[0]!)).toHaveLength(1)
  await shop.booksHold()
})

test.each<Known>(['nothing', 'the certificate of that day'])(
  'knowing %s: receivers are added and get their parts, before and after a renewal',
  async (known) => {
    const shop = await open(known)
    const of = { channelAccountId: shop.wechatId }
    await addReceiver(parts, {
      ...shop.by(),
      ...of,
      account: '1900000001',
      name: '甲方公司',
      basisPoints: 1000,
    })
    await rotate()
    minute()
    await addReceiver(parts, {
      ...shop.by(),
      ...of,
      account: '1900000002',
      name: '乙方公司',
      basisPoints: 200,
    })
    await setSharingRule(db, { ...shop.by(), ...of, enabled: true })
    const { share } = await paid(shop)
    db.clock.advance(120_000)
    await rotate()
    minute()
    const push = () => pushShare(parts, { merchantId: shop.merchantId, shareId: share.id })
    await push()
    await shop.until('it is shared', async () => {
      minute()
      await push()
      return (await shareOf(share.id)).state === 'finished'
    })
    expect(await shop.balance(channel(shop.wechatId))).toBe(10_000_00n + 88_00n)
    await shop.booksHold()
  },
)
