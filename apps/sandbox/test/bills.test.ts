import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { newNumber, openWorld } from './world.ts'

const world = await openWorld()
afterAll(() => world.close())
beforeEach(() => world.forget())

const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const later = new Date(Date.parse(`${day}T10:00:00+08:00`) + 86_400_000).toISOString()
const path = `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`
const merchant = String(world.merchant['mchid'])
const rows = async () => {
  const { items } = await world.ask(`GET /api/bills?provider=wechat-pay&merchant=${merchant}&day=${day}`)
  return items as { item: string; number: string; amountFen: number; feeFen: number }[]
}

test('a day is ready at ten of the next morning, and one without trades has no bill', async () => {
  expect((await world.pay('GET', path)).json['code']).toBe('STATEMENT_CREATING')
  await world.ask('PUT /api/clock', { now: later })
  expect((await world.pay('GET', path)).json['code']).toBe('NO_STATEMENT_EXIST')
})

test('the bill has what was paid, and what was given back in the console, until lines are changed', async () => {
  const number = newNumber()
  await world.pay('POST', '/v3/pay/transactions/native', world.order(number))
  await world.ask('POST /api/pay', { provider: 'wechat-pay', outTradeNo: number, outcome: 'success' })
  const of = { account: `wechat-pay ${merchant}` }
  await world.ask('POST /api/bills/console-refunds', { ...of, outTradeNo: number, amountFen: 1000 })
  const [payment, refund] = await rows()
  expect(payment).toMatchObject({ item: 'payment', number, amountFen: 29_900, feeFen: 179 })
  expect(refund).toMatchObject({ item: 'refund', amountFen: 1000, feeFen: -6 })

  const change = (what: string) => world.ask('POST /api/bills/changes', { ...of, day, change: what, number })
  await change('amount')
  await change('duplicate')
  expect((await rows()).map(({ amountFen }) => amountFen)).toEqual([29_901, 29_901, 1000])
  await world.ask('DELETE /api/bills/changes', {})
  expect(await rows()).toHaveLength(2)

  await world.ask('PUT /api/clock', { now: later })
  const { json } = await world.pay('GET', path)
  expect(json['hash_value']).toMatch(/^[0-9a-f]{40}$/)
  await world.fault('wechat-pay', 'bill-creating')
  expect((await world.pay('GET', path)).json['code']).toBe('STATEMENT_CREATING')
})

test("Alipay's bill is a zip of GBK files with GBK names", async () => {
  const outTradeNo = newNumber()
  const biz = { out_trade_no: outTradeNo, total_amount: '12.30', subject: '洗车' }
  await world.alipay('alipay.trade.precreate', biz)
  await world.ask('POST /api/pay', { provider: 'alipay', outTradeNo, outcome: 'success' })
  await world.ask('PUT /api/clock', { now: later })
  const asked = { bill_type: 'trade', bill_date: day }
  const { json } = await world.alipay('alipay.data.dataservice.bill.downloadurl.query', asked)
  const file = Buffer.from(await (await fetch(String(json['bill_download_url']))).arrayBuffer())
  const gbk = new TextDecoder('gbk')
  const second = file.indexOf('PK\x03\x04', 1, 'latin1')
  const start = second + 30 + file.readUInt16LE(second + 26)
  expect(gbk.decode(file.subarray(second + 30, start))).toMatch(/业务明细\.csv$/)
  const text = gbk.decode(inflateRawSync(file.subarray(start, start + file.readUInt32LE(second + 18))))
  expect(text).toContain(`${outTradeNo}\t,交易,洗车,`)
  expect(text).toContain('#交易合计：1笔，商家实收共12.30元')
})
