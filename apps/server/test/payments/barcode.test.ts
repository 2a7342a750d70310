import { afterEach, describe, expect, test } from 'vitest'
import { counterRoutes } from '@sesame/contract/counter'
import { orderRoutes } from '@sesame/contract/orders'
import { openBarcode } from '../../src/flows/payments/open-barcode.ts'
import { openBarcodePort } from '../../src/exchanges/channels/barcode-port.ts'
import { cashOfStaff } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { look, newKey } from '../world.ts'
import { barcodeStage, goneStates, providerOf, ways } from './barcode-stage.ts'

const db = await testDatabase()
const { stage, counter, pass } = await barcodeStage(db)
const { app } = stage
afterEach(() => stage.clearFaults())

describe.each(ways)('%s', (way) => {
  test('pays at once, and nothing of the code is kept', async () => {
    const { shop, pay, code, received, last, orderId } = await counter(way)
    const payerCode = await code()
    const paid = await pay(payerCode)
    expect(paid).toMatchObject({ state: 'paid', order: { state: 'fulfilled', paidFen: 100_00 } })
    expect(await last()).toMatchObject({ method: way, state: 'succeeded' })
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
    expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled' })
    expect(await tablesWith(payerCode)).toEqual([])
  })

  test('waits for the password, and the job hears of it', async () => {
    const { shop, pay, code, check, received, last, orderId } = await counter(way)
    const { attemptId, state } = await pay(await code({ needsPassword: true }))
    expect(state).toBe('waiting')
    await pass(4)
    expect((await check(attemptId)).state).toBe('waiting')
    await stage.payFor(await last())
    await pass(10)
    expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled' })
    expect((await check(attemptId)).state).toBe('paid')
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('who takes too long is not charged, and pays in cash', async () => {
    const { shop, pay, code, check, received, atChannel, orderId, token, staffId } = await counter(way)
    const { attemptId } = await pay(await code({ needsPassword: true }))
    await pass(62)
    expect((await check(attemptId)).state).toBe('closed')
    expect(goneStates).toContain((await atChannel())?.state)
    await call(app, orderRoutes.takePayment, { token, params: { orderId }, body: { tender: 'cash' } })
    expect(await received()).toBe(0n)
    expect(await shop.balance(cashOfStaff(staffId))).toBe(100_00n)
    await shop.booksHold()
  })

  test('is cancelled by the cashier; who paid just before gets it back', async () => {
    const { shop, pay, code, cancel, received, atChannel, orderId } = await counter(way)
    const first = await pay(await code({ needsPassword: true }))
    expect((await cancel(first.attemptId)).state).toBe('closed')
    expect(goneStates).toContain((await atChannel())?.state)

    const second = await pay(await code({ needsPassword: true }))
    await stage.fault('paid-while-closing', { provider: providerOf(way), on: 'reverse' })
    expect(await cancel(second.attemptId)).toMatchObject({ state: 'closed', order: { state: 'pending' } })
    expect(goneStates).toContain((await atChannel())?.state)
    await pass(120)
    expect(await shop.order(orderId)).toMatchObject({ state: 'pending' })
    expect(await received()).toBe(0n)
    await shop.booksHold()
  })

  test('who has paid is not cancelled', async () => {
    const { shop, pay, code, cancel, received, last } = await counter(way)
    const { attemptId } = await pay(await code({ needsPassword: true }))
    await stage.payFor(await last())
    expect(await cancel(attemptId)).toMatchObject({ state: 'paid', order: { state: 'fulfilled' } })
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('a success after the reversal goes back once more, and is never booked', async () => {
    const { shop, pay, code, cancel, received, atChannel, orderId } = await counter(way)
    const { attemptId } = await pay(await code({ needsPassword: true }))
    await stage.fault('paid-after-reverse', { provider: providerOf(way), on: 'reverse' })
    expect((await cancel(attemptId)).state).toBe('closed')
    for (let passes = 0; passes < 5; passes++) await pass(6)
    expect(goneStates).toContain((await atChannel())?.state)
    expect(await shop.order(orderId)).toMatchObject({ state: 'pending' })
    expect(await received()).toBe(0n)
    expect(await shop.refunds(orderId)).toEqual([])
    await shop.booksHold()
  })

  test.each(['answer-lost', 'error-after-accept'])('%s while paying: asked, and paid once', async (fault) => {
    const { shop, pay, code, check, received } = await counter(way)
    await stage.fault(fault, { provider: providerOf(way), on: 'barcode' })
    const { attemptId, state } = await pay(await code())
    // Alipay may have told of it already.
    expect(['waiting', 'paid']).toContain(state)
    expect((await check(attemptId)).state).toBe('paid')
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('a call that never arrived is over after a while, and another code pays', async () => {
    const { pay, code, cancel, check, received } = await counter(way)
    await stage.fault('rate-limit', { provider: providerOf(way), on: 'barcode' })
    const lost = await pay(await code())
    expect(lost.state).toBe('waiting')
    expect((await cancel(lost.attemptId)).state).toBe('cancelling')
    expect((await pay(await code())).state).toBe('paid')
    await pass(62)
    await pass(180)
    await pass(600)
    expect((await check(lost.attemptId)).state).toBe('closed')
    expect(await received()).toBe(100_00n)
  })

  test.each([
    ['answer-lost', 1],
    ['error-after-accept', 1],
    ['rate-limit', 2],
    ['reverse-recall', 2],
    ['reverse-recall', 9],
  ])('%s ×%d while taking back: until the channel confirms it', async (fault, count) => {
    const { shop, pay, code, cancel, check, received, atChannel, orderId } = await counter(way)
    const { attemptId } = await pay(await code({ needsPassword: true }))
    await stage.fault(fault, { provider: providerOf(way), on: 'reverse', count })
    expect(['cancelling', 'closed']).toContain((await cancel(attemptId)).state)
    for (let passes = 0; passes < 9; passes++) await pass(30)
    expect((await check(attemptId)).state).toBe('closed')
    expect(goneStates).toContain((await atChannel())?.state)
    expect(await received()).toBe(0n)
    expect(await shop.order(orderId)).toMatchObject({ state: 'pending' })
  })

  test('a refused code fails and leaves the order; the next one pays', async () => {
    const { shop, token, orderId, pay, code, last, received } = await counter(way)
    const refused = await knock(app, counterRoutes.payByCode, {
      token,
      params: { orderId },
      body: { payerCode: await code({ refuses: true }) },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'payment.refused' } })
    expect((await last()).state).toBe('failed')
    expect((await pay(await code())).state).toBe('paid')
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('twins pay once, and a second code waits for the first', async () => {
    const { shop, token, orderId, pay, code, received, cancel } = await counter(way)
    const [payerCode, key] = [await code({ needsPassword: true }), newKey()]
    const twins = await Promise.all(Array.from({ length: 4 }, () => pay(payerCode, key)))
    expect(new Set(twins.map(({ attemptId }) => attemptId)).size).toBe(1)
    const other = { token, params: { orderId }, body: { payerCode: await code() } }
    expect(await knock(app, counterRoutes.payByCode, other)).toMatchObject({
      status: 409,
      body: { code: 'payment.code_waiting' },
    })
    await cancel(twins[0]!.attemptId)
    const rivals = await Promise.all(
      [await code(), await code()].map((each) =>
        knock(app, counterRoutes.payByCode, { token, params: { orderId }, body: { payerCode: each } }),
      ),
    )
    expect(rivals.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  })

  test('a crash before the call charges nobody; one after it is finished by the job', async () => {
    const { shop, orderId, code, received, last, check } = await counter(way)
    const opened = await openBarcode(stage.parts, {
      ...shop.by(),
      orderId,
      provider: providerOf(way),
    })
    await pass(62)
    for (let passes = 0; passes < 8; passes++) await pass(60)
    expect((await last()).state).toBe('closed')

    const orderAgain = await shop.newOrder()
    const next = await openBarcode(stage.parts, {
      ...shop.by(),
      orderId: orderAgain,
      provider: providerOf(way),
    })
    const { attempt, order } = next
    await openBarcodePort(stage.parts, next).pay({
      ...attempt,
      title: order.title,
      timeExpire: attempt.expiresAt,
      notifyUrl: 'http://127.0.0.1:9/nobody',
      authCode: await code(),
      terminalIp: '127.0.0.1',
      storeId: '1',
    })
    await pass(4)
    expect(await shop.order(orderAgain)).toMatchObject({ state: 'fulfilled' })
    expect(await received()).toBe(100_00n)
    expect(opened.isNew).toBe(true)
    expect((await check(opened.attempt.id)).state).toBe('closed')
    await shop.booksHold()
  })

  test('paid in cash meanwhile, it is taken back', async () => {
    const { shop, pay, code, received, token, orderId, atChannel } = await counter(way)
    await pay(await code({ needsPassword: true }))
    await call(app, orderRoutes.takePayment, { token, params: { orderId }, body: { tender: 'cash' } })
    await pass(4)
    expect(goneStates).toContain((await atChannel())?.state)
    expect(await received()).toBe(0n)
    await shop.booksHold()
  })

  test('given up with its order', async () => {
    const { pay, code, token, orderId, atChannel } = await counter(way)
    await pay(await code({ needsPassword: true }))
    const closed = await call(app, orderRoutes.closeOrder, {
      token,
      params: { orderId },
      body: { reason: '不要了' },
    })
    expect(closed.state).toBe('closed')
    expect(goneStates).toContain((await atChannel())?.state)
  })
})

/** Tables in which a text occurs anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await look<{ name: string }>(
    db,
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
    [],
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await look(db, `select from ${name} t where t::text like $1 limit 1`, [`%${text}%`])
    if (rows.length > 0) found.push(name)
  }
  return found
}
