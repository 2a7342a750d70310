import { beforeEach, expect, test } from 'vitest'
import { openTransfers } from '../../src/exchanges/channels/transfers.ts'
import { pushPayout } from '../../src/exchanges/push-payout.ts'
import { cancelPayout } from '../../src/flows/payouts/cancel-payout.ts'
import { beginPayout } from '../../src/flows/payouts/record-payout.ts'
import { testDatabase } from '../database.ts'
import { payStage } from '../pay-stage.ts'
import { payoutShop } from './payout-stage.ts'
import type { PayoutShop } from './payout-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

beforeEach(() => stage.clearFaults())

const die = () => {
  throw new Error('died here')
}
/** Keys are opened after the intent is committed and before the channel is called. */
const dyingBeforeTheCall = { ...parts, vault: { ...parts.vault, open: die } }
/** What the phone confirms with is sealed with the outcome, after the channel has answered. */
const dyingAfterTheCall = { ...parts, vault: { ...parts.vault, seal: die } }
/** A refusal is logged before it is committed. */
const dyingAfterRefusal = { ...parts, log: { ...parts.log, warn: die } as unknown as typeof parts.log }

/** Approved, with its job in the queue, where a job stays whose worker died. */
async function approved(name: string) {
  const shop = await payoutShop(stage, db)
  const { staffId } = await shop.payee(name)
  await shop.owe(staffId, 70_00)
  const { payoutIds } = await shop.request([{ staffId, amountFen: 70_00 }])
  await shop.approve(payoutIds)
  const [payoutId = ''] = payoutIds
  const of = { merchantId: shop.merchantId, payoutId }
  const crash = (dying: typeof parts) => expect(pushPayout(dying, of)).rejects.toThrow('died here')
  return { shop, staffId, payoutId, of, crash }
}

const reserved = { payable: 0n, paying: 70_00n, available: 930_00n, channel: 1000_00n }

async function paysOnce(shop: PayoutShop, { payoutId, staffId }: { payoutId: string; staffId: string }) {
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'waiting', hasPackage: true })
  expect(await shop.atChannel(payoutId)).toHaveLength(1)
  expect(await shop.books(staffId)).toMatchObject(reserved)
  await shop.confirm(payoutId)
  await shop.until('it is paid', async () => (await shop.payout(payoutId)).state === 'succeeded')
  expect(await shop.books(staffId)).toMatchObject({ ...reserved, paying: 0n, channel: 930_00n })
  await shop.booksHold()
}

test('after the intent and before the call: the job sends it', async () => {
  const { shop, staffId, payoutId, crash } = await approved('冯一')
  await crash(dyingBeforeTheCall)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'sending', hasPackage: false })
  expect(await shop.atChannel(payoutId)).toEqual([])
  expect(await shop.books(staffId)).toMatchObject(reserved)
  await crash(dyingBeforeTheCall)
  await stage.runJobs()
  await paysOnce(shop, { payoutId, staffId })
})

test('after the call and before the outcome: asked about, and the same transfer goes on', async () => {
  const { shop, staffId, payoutId, crash } = await approved('冯二')
  await crash(dyingAfterTheCall)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'sending', hasPackage: false })
  expect(await shop.atChannel(payoutId)).toHaveLength(1)
  expect(await shop.books(staffId)).toMatchObject(reserved)
  await crash(dyingAfterTheCall)
  await stage.runJobs()
  await paysOnce(shop, { payoutId, staffId })
})

test('after the call, and five workers go on at once', async () => {
  const { shop, staffId, payoutId, of, crash } = await approved('冯三')
  await crash(dyingAfterTheCall)
  await Promise.all(Array.from({ length: 5 }, () => pushPayout(parts, of)))
  await stage.runJobs()
  await paysOnce(shop, { payoutId, staffId })
})

test('after the call, and the person confirms before we know of it: the notice books it once', async () => {
  const { shop, staffId, payoutId, crash } = await approved('冯四')
  await crash(dyingAfterTheCall)
  await shop.confirm(payoutId)
  await shop.until('it is paid', async () => (await shop.payout(payoutId)).state === 'succeeded')
  await stage.runJobs()
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded', hasPackage: false })
  expect(await shop.books(staffId)).toMatchObject({ ...reserved, paying: 0n, channel: 930_00n })
  await shop.booksHold()
})

test('after the call, and nobody confirms: it is owed again', async () => {
  const { shop, staffId, payoutId, crash } = await approved('冯五')
  await crash(dyingAfterTheCall)
  await stage.fault('notice-never', { count: 9 })
  db.clock.advance(25 * 3_600_000)
  await stage.runJobs()
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'failed' })
  expect(await shop.books(staffId)).toMatchObject({ payable: 70_00n, paying: 0n, available: 1000_00n })
  await shop.booksHold()
})

test('after a refusal and before it is written down: still reserved, and sent under the same number', async () => {
  const { shop, staffId, payoutId, crash } = await approved('冯六')
  await stage.fault('transfer-no-money')
  await crash(dyingAfterRefusal)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'sending' })
  expect(await shop.books(staffId)).toMatchObject(reserved)
  await stage.runJobs()
  await paysOnce(shop, { payoutId, staffId })
})

test('after the channel was asked to take it back: asked about, and owed again', async () => {
  const { shop, staffId, payoutId, of } = await approved('冯七')
  await stage.runJobs()
  await cancelPayout(db, { ...shop.by(), payoutId, reason: '填错了' })
  const begun = (await beginPayout(db, of))!
  await stage.fault('notice-never', { count: 9 })
  await openTransfers(parts, begun.account, begun.payout).cancel()
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'waiting' })
  await shop.until('it is taken back', async () => (await shop.atChannel(payoutId))[0]?.state === 'CANCELLED')
  await stage.runJobs()
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'cancelled' })
  expect(await shop.books(staffId)).toMatchObject({ payable: 70_00n, paying: 0n, available: 1000_00n })
  await shop.booksHold()
})
