import { afterEach, describe, expect, test } from 'vitest'
import { counterRoutes } from '@sesame/contract/counter'
import { checkPayment } from '../../src/exchanges/check-payment.ts'
import { payByCode } from '../../src/exchanges/pay-by-code.ts'
import { testDatabase } from '../database.ts'
import { knock } from '../http.ts'
import { newKey } from '../world.ts'
import { barcodeStage, goneStates, providerOf, ways } from './barcode-stage.ts'
import type { Way } from './barcode-stage.ts'

const db = await testDatabase()
const { stage, counter, pass } = await barcodeStage(db)
const { app, parts } = stage
afterEach(() => stage.clearFaults())

/** Less than the channel takes, which does everything at once and says so late. */
const hasty = { timeoutMilliseconds: 250 }
const slow = (way: Way, on: string) =>
  stage.fault('slow', { provider: providerOf(way), on, milliseconds: 700 })

/** A cashier whose patience is short. */
async function hastyCounter(way: Way) {
  const at = await counter(way)
  const { shop, orderId } = at
  const sent = (authCode: string, key = newKey()) =>
    payByCode(parts, { ...shop.by(), key, orderId, authCode, terminalIp: '127.0.0.1' }, hasty)
  const asked = (attemptId: string, options: { giveUp?: boolean } = {}) =>
    checkPayment(parts, { merchantId: shop.merchantId, attemptId }, { ...hasty, ...options })
  return { ...at, sent, asked }
}

describe.each(ways)('%s', (way) => {
  test('paid, but told too late: nobody pays twice meanwhile, and the job finishes it', async () => {
    const { shop, sent, code, received, orderId, token, last, atChannel } = await hastyCounter(way)
    const [payerCode, key] = [await code(), newKey()]
    await slow(way, 'barcode')
    const attemptId = await sent(payerCode, key)
    const other = { token, params: { orderId }, body: { payerCode: await code() } }
    const second = await knock(app, counterRoutes.payByCode, other)
    // Alipay may have told of it already.
    expect(['payment.code_waiting', 'order.not_pending']).toContain((second.body as { code: string }).code)
    await pass(4)
    expect(await last()).toMatchObject({ id: attemptId, state: 'succeeded' })
    expect(await sent(payerCode, key)).toBe(attemptId)
    expect(await shop.attempts(orderId)).toHaveLength(1)
    expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', paidFen: 100_00n })
    expect(await received()).toBe(100_00n)
    expect(['SUCCESS', 'TRADE_SUCCESS']).toContain((await atChannel())?.state)
    await shop.booksHold()
  })

  test('twins of the slow call ask instead of sending the code again', async () => {
    const { shop, sent, code, received, orderId } = await hastyCounter(way)
    const [payerCode, key] = [await code(), newKey()]
    await slow(way, 'barcode')
    const twins = await Promise.all(Array.from({ length: 4 }, () => sent(payerCode, key)))
    expect(new Set(twins).size).toBe(1)
    await pass(4)
    expect(await shop.attempts(orderId)).toHaveLength(1)
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('silence, and the customer never confirms: taken back by the job alone', async () => {
    const { shop, sent, code, received, last, atChannel } = await hastyCounter(way)
    await slow(way, 'barcode')
    await sent(await code({ needsPassword: true }))
    for (let passes = 0; passes < 8; passes++) await pass(10)
    expect(await last()).toMatchObject({ state: 'closed' })
    expect(goneStates).toContain((await atChannel())?.state)
    expect(await received()).toBe(0n)
    await shop.booksHold()
  })

  test('silence, and the cashier gives up: what was paid already is a payment, and not lost', async () => {
    const { shop, sent, asked, code, received, orderId } = await hastyCounter(way)
    await slow(way, 'barcode')
    const attemptId = await sent(await code())
    await asked(attemptId, { giveUp: true })
    await pass(4)
    expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled' })
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('a slow question leaves it open, and the job hears the answer', async () => {
    const { shop, sent, asked, code, received, orderId, last } = await hastyCounter(way)
    const attemptId = await sent(await code({ needsPassword: true }))
    await slow(way, 'query')
    expect(await asked(attemptId)).toBe('silent')
    expect(await last()).toMatchObject({ state: 'paying' })
    await stage.payFor(await last())
    await pass(4)
    await pass(10)
    expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled' })
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('a slow reversal is asked for until it is sure, and charges nobody', async () => {
    const { shop, sent, asked, code, received, last, atChannel, orderId } = await hastyCounter(way)
    const attemptId = await sent(await code({ needsPassword: true }))
    await slow(way, 'reverse')
    await asked(attemptId, { giveUp: true })
    for (let passes = 0; passes < 4; passes++) await pass(10)
    expect(await last()).toMatchObject({ state: 'closed' })
    expect(goneStates).toContain((await atChannel())?.state)
    expect(await received()).toBe(0n)
    expect(await shop.order(orderId)).toMatchObject({ state: 'pending' })
    await shop.booksHold()
  })
})
