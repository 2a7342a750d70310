import { beforeEach, expect, test } from 'vitest'
import { pushPayout } from '../../src/exchanges/push-payout.ts'
import { approvePayouts } from '../../src/flows/payouts/approve-payouts.ts'
import { cancelPayout } from '../../src/flows/payouts/cancel-payout.ts'
import { recordPayout } from '../../src/flows/payouts/record-payout.ts'
import { reviewPayable } from '../../src/flows/payouts/review-payable.ts'
import { testDatabase } from '../database.ts'
import { payStage } from '../pay-stage.ts'
import { look, newKey } from '../world.ts'
import { payoutShop } from './payout-stage.ts'
import type { PayoutShop } from './payout-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)

beforeEach(() => stage.clearFaults())

const stateIs = (shop: PayoutShop, id: string, state: string) => async () =>
  (await shop.payout(id)).state === state
const later = async (minutes: number) => {
  db.clock.advance(minutes * 60_000)
  await stage.runJobs()
}

test.each(['operator', 'own'] as const)('%s number: owed, reserved, confirmed, paid', async (custody) => {
  const shop = await payoutShop(stage, db, { custody })
  const { staffId, payoutId } = await shop.sent('孙一', 120_00)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'waiting', hasPackage: true })
  const own = custody === 'own'
  expect(await shop.books(staffId)).toEqual({
    payable: 0n,
    paying: 120_00n,
    cost: own ? 120_00n : 0n,
    available: own ? 1000_00n : 880_00n,
    ownHands: 0n,
    channel: 1000_00n,
  })

  await shop.confirm(payoutId)
  await shop.until('it is paid', stateIs(shop, payoutId, 'succeeded'))
  expect(await shop.books(staffId)).toEqual({
    payable: 0n,
    paying: 0n,
    cost: 0n,
    available: own ? 1000_00n : 880_00n,
    ownHands: own ? -120_00n : 0n,
    channel: 880_00n,
  })
  expect(await shop.payout(payoutId)).toMatchObject({ hasPackage: false })
  await shop.booksHold()
})

test('who does not confirm within a day is not paid, and it is owed again', async () => {
  const shop = await payoutShop(stage, db)
  const { staffId, payoutId } = await shop.sent('孙二', 80_00)
  await later(25 * 60)
  await shop.until('it failed', stateIs(shop, payoutId, 'failed'), { jobs: true })
  expect((await shop.payout(payoutId)).problem).toContain('24 小时')
  expect(await shop.books(staffId)).toMatchObject({ payable: 80_00n, paying: 0n, available: 1000_00n })
  await shop.booksHold()
})

test('ten requests at once promise the money once', async () => {
  const shop = await payoutShop(stage, db)
  const { staffId } = await shop.payee('孙三')
  await shop.owe(staffId, 100_00)
  const item = [{ staffId, amountFen: 60_00 }]
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => shop.request(item)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const key = newKey()
  const twins = await Promise.all([1, 2].map(() => shop.request([{ staffId, amountFen: 40_00 }], { key })))
  expect(twins[0]).toEqual(twins[1])
  expect(await shop.books(staffId)).toMatchObject({ payable: 0n, paying: 100_00n, available: 900_00n })
  await shop.booksHold()
})

type Wrong = { code: string; amountFen: number; twice?: boolean; provider?: 'alipay' }

test.each<Wrong>([
  { code: 'payout.not_payable', amountFen: 100_01 },
  { code: 'payout.name_needed', amountFen: 2000_00 },
  { code: 'payout.payee_twice', amountFen: 1_00, twice: true },
  { code: 'payout.certificates_needed', amountFen: 1_00, provider: 'alipay' },
])('$code: nothing is left behind', async ({ code, amountFen, twice, provider }) => {
  const shop = await payoutShop(stage, db)
  const { staffId } = await shop.payee('孙四')
  await shop.owe(staffId, 100_00)
  const before = await shop.snapshot()
  const items = [{ staffId, amountFen }, ...(twice ? [{ staffId, amountFen }] : [])]
  await expect(shop.request(items, provider ? { provider } : {})).rejects.toThrow(code)
  expect(await shop.snapshot()).toEqual(before)
})

test('without money of the merchant, or without having met the person, nobody is paid', async () => {
  const poor = await payoutShop(stage, db, { availableFen: 50_00n })
  const { staffId } = await poor.payee('孙五')
  await poor.owe(staffId, 100_00)
  const before = await poor.snapshot()
  await expect(poor.request([{ staffId, amountFen: 50_01 }])).rejects.toThrow('payout.not_available')
  const unmet = await poor.payee('陌生人', { met: [] })
  await poor.owe(unmet.staffId, 100)
  await expect(poor.request([{ staffId: unmet.staffId, amountFen: 100 }])).rejects.toThrow(
    'payout.payee_unknown',
  )
  expect((await poor.snapshot()).payout).toEqual(before.payout)
  await poor.request([{ staffId, amountFen: 50_00 }])
  await poor.booksHold()
})

test('a batch is reserved whole or not at all, and approved by another person', async () => {
  const shop = await payoutShop(stage, db)
  const one = await shop.payee('孙六')
  const two = await shop.payee('孙七')
  await shop.owe(one.staffId, 10_00)
  await shop.owe(two.staffId, 20_00)
  const items = [
    { staffId: one.staffId, amountFen: 10_00 },
    { staffId: two.staffId, amountFen: 20_01 },
  ]
  await expect(shop.request(items)).rejects.toThrow('payout.not_payable')
  items[1]!.amountFen = 20_00
  const { batchId, payoutIds } = await shop.request(items)
  expect(batchId).not.toBeNull()
  await expect(approvePayouts(db, { ...shop.by(), payoutIds })).rejects.toThrow('payout.own_request')
  const key = newKey()
  expect(await Promise.all([shop.approve(payoutIds, key), shop.approve(payoutIds, key)])).toEqual([
    { approved: 2 },
    { approved: 2 },
  ])
  await expect(shop.approve(payoutIds)).rejects.toThrow('payout.not_requested')
  await stage.runJobs()
  for (const id of payoutIds) expect(await shop.payout(id)).toMatchObject({ state: 'waiting' })
  await shop.booksHold()
})

test('nobody reviews what they entered, and what is rejected is no cost', async () => {
  const shop = await payoutShop(stage, db)
  const { staffId } = await shop.payee('孙八')
  const payableId = await shop.owe(staffId, 30_00, { review: false })
  const review = (by: object, approve: boolean) =>
    reviewPayable(db, { ...shop.by(), ...by, payableId, approve, note: '不对' })
  await expect(review({}, true)).rejects.toThrow('payout.own_request')
  await expect(review({ actor: { kind: 'staff', id: staffId } }, true)).rejects.toThrow('payout.own_request')
  await review(shop.byBoss(), false)
  await expect(review(shop.byBoss(), true)).rejects.toThrow('payable.reviewed')
  expect(await shop.books(staffId)).toMatchObject({ payable: 0n, cost: 0n })
  await shop.booksHold()
})

test.each(['answer-lost', 'error-after-accept', 'rate-limit', 'notice-before-answer', 'notice-twice'])(
  'despite %s one transfer is made, and paid once',
  async (fault) => {
    const shop = await payoutShop(stage, db)
    await stage.fault(fault, fault.startsWith('notice-twice') ? {} : { on: 'transfer' })
    const { staffId, payoutId } = await shop.sent('孙九', 70_00)
    await later(1)
    await later(2)
    if (fault !== 'notice-before-answer') {
      expect(await shop.payout(payoutId)).toMatchObject({ state: 'waiting', hasPackage: true })
      await shop.confirm(payoutId)
    }
    await shop.until('it is paid', stateIs(shop, payoutId, 'succeeded'), { jobs: true })
    expect(await shop.atChannel(payoutId)).toHaveLength(1)
    expect(await shop.books(staffId)).toMatchObject({ payable: 0n, paying: 0n, available: 930_00n })
    await shop.booksHold()
  },
)

test('notices never come, or come forged or with another amount: only asking tells', async () => {
  for (const fault of ['notice-never', 'notice-bad-signature', 'notice-amount-tampered']) {
    const shop = await payoutShop(stage, db)
    const { payoutId } = await shop.sent('孙十', 5_00)
    await stage.fault(fault, { count: 50 })
    await shop.confirm(payoutId)
    await new Promise((done) => setTimeout(done, 60))
    expect((await shop.payout(payoutId)).state).toBe('waiting')
    await stage.clearFaults()
    await later(31)
    await shop.until('asked', stateIs(shop, payoutId, 'succeeded'), { jobs: true })
    await shop.booksHold()
  }
})

test('refused for want of money: it failed, and is owed again', async () => {
  const shop = await payoutShop(stage, db)
  await stage.fault('transfer-no-money')
  const { staffId, payoutId } = await shop.sent('周一', 70_00)
  expect(await shop.payout(payoutId)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('NOT_ENOUGH'),
  })
  expect(await shop.books(staffId)).toMatchObject({ payable: 70_00n, paying: 0n, available: 1000_00n })
  await shop.booksHold()
})

test('a refusal after silence decides nothing for ten minutes', async () => {
  const shop = await payoutShop(stage, db)
  await stage.fault('rate-limit', { on: 'transfer' })
  const { payoutId } = await shop.sent('周二', 70_00)
  await stage.fault('transfer-no-money')
  await later(1)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'sending' })
  await stage.fault('transfer-no-money')
  await later(11)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'failed' })
  await shop.booksHold()
})

test('stuck at the channel: asked again and again, until it is done', async () => {
  const shop = await payoutShop(stage, db)
  await stage.fault('transfer-stuck')
  const { payoutId } = await shop.sent('周三', 70_00)
  for (const minutes of [1, 5, 10]) await later(minutes)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'sending' })
  const { outBillNo } = await shop.payout(payoutId)
  await stage.fault('notice-never')
  await stage.control('POST', '/api/transfers/end', { outBillNo, state: 'SUCCESS' })
  await later(31)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded' })
  await shop.booksHold()
})

test('taken back before and after it was sent', async () => {
  const shop = await payoutShop(stage, db)
  const { staffId } = await shop.payee('周四')
  await shop.owe(staffId, 40_00)
  const { payoutIds } = await shop.request([{ staffId, amountFen: 40_00 }])
  const cancel = (payoutId: string) => cancelPayout(db, { ...shop.by(), payoutId, reason: '填错了' })
  await cancel(payoutIds[0]!)
  await expect(cancel(payoutIds[0]!)).rejects.toThrow('payout.over')
  expect(await shop.books(staffId)).toMatchObject({ payable: 40_00n, paying: 0n, available: 1000_00n })

  const sent = await shop.sent('周五', 50_00)
  await cancel(sent.payoutId)
  expect(await shop.books(sent.staffId)).toMatchObject({ paying: 50_00n })
  await shop.until('it is taken back', stateIs(shop, sent.payoutId, 'cancelled'), { jobs: true })
  expect(await shop.books(sent.staffId)).toMatchObject({ payable: 50_00n, paying: 0n, available: 1000_00n })

  const fast = await shop.sent('周六', 60_00)
  await stage.fault('paid-while-closing', { on: 'cancel-transfer' })
  await cancel(fast.payoutId)
  await shop.until('the payee was faster', stateIs(shop, fast.payoutId, 'succeeded'), { jobs: true })
  expect(await shop.books(fast.staffId)).toMatchObject({ payable: 0n, paying: 0n, available: 940_00n })
  await shop.booksHold()
})

test('paid although it was given up: booked after all, and found in the log', async () => {
  const shop = await payoutShop(stage, db)
  await stage.fault('transfer-no-money')
  const { staffId, payoutId } = await shop.sent('周七', 70_00)
  const { outBillNo } = await shop.payout(payoutId)
  const answer = { state: 'succeeded' as const, channelBillNo: '1330', amountFen: 70_00n }
  const told = () => recordPayout(stage.parts, { merchantId: shop.merchantId, outBillNo, answer })
  expect([await told(), await told()]).toEqual(['settled', 'repeated'])
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded' })
  expect(await shop.books(staffId)).toMatchObject({ payable: 0n, paying: 0n, available: 930_00n })
  const logged = await look(
    db,
    `select 1 from audit_event where action = 'payout.paid_after_all' and subject_id = $1`,
    [payoutId],
  )
  expect(logged).toHaveLength(1)
  await shop.booksHold()
})

test('another merchant, twins of the job, and a job without a payout', async () => {
  const shop = await payoutShop(stage, db)
  const { staffId } = await shop.payee('吴一')
  await shop.owe(staffId, 40_00)
  const { payoutIds } = await shop.request([{ staffId, amountFen: 40_00 }])
  const stranger = await payoutShop(stage, db)
  await expect(stranger.approve(payoutIds)).rejects.toThrow('payout.not_found')
  await shop.approve(payoutIds)
  const of = { merchantId: shop.merchantId, payoutId: payoutIds[0]! }
  await Promise.all(Array.from({ length: 5 }, () => pushPayout(stage.parts, of)))
  expect(await shop.atChannel(payoutIds[0]!)).toHaveLength(1)
  await pushPayout(stage.parts, { ...of, merchantId: stranger.merchantId })
  expect(await shop.payout(payoutIds[0]!)).toMatchObject({ state: 'waiting' })
  await shop.booksHold()
})
