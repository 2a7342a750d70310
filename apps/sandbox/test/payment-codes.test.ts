import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { alipayClient } from './client.ts'
import type { Json } from './client.ts'
import { newNumber, openWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterEach(() => world.forget())
afterAll(() => world.close())

const codeFor = async (provider: string, more: Json = {}): Promise<string> => {
  const made = await world.ask('POST /api/payment-codes', { provider, mobile: '13800000001', ...more })
  return String(made['code'])
}

const signed = (fields: Record<string, string>, key: string): string => {
  const names = Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .toSorted()
  const text = `${names.map((name) => `${name}=${fields[name]}`).join('&')}&key=${key}`
  const sign = createHash('md5').update(text).digest('hex').toUpperCase()
  const all = Object.entries({ ...fields, sign })
  return `<xml>${all.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</xml>`
}

async function v2(path: string, fields: Record<string, string>, key = String(world.merchant['apiV2Key'])) {
  const whole = { appid: world.appId, mch_id: String(world.merchant['mchid']), nonce_str: 'n', ...fields }
  const response = await fetch(world.sandbox.wechatPay + path, { method: 'POST', body: signed(whole, key) })
  const text = await response.text()
  const found = [...text.matchAll(/<(\w+)><!\[CDATA\[(.*?)\]\]><\/\1>/g)]
  return Object.fromEntries(found.map(([, name, value]) => [name, value])) as Record<string, string>
}

const micropay = (number: string, code: string) =>
  v2('/pay/micropay', {
    body: '十次游泳卡',
    out_trade_no: number,
    total_fee: '29900',
    spbill_create_ip: '127.0.0.1',
    auth_code: code,
  })
const orderQuery = (number: string) => v2('/pay/orderquery', { out_trade_no: number })
const reverse = (number: string) => v2('/secapi/pay/reverse', { out_trade_no: number })

describe('WeChat Pay, APIv2', () => {
  test('a code pays once, and the answer is signed as the call was', async () => {
    const [number, code] = [newNumber(), await codeFor('wechat-pay')]
    expect(code).toMatch(/^1[0-5]\d{16}$/)
    const paid = await micropay(number, code)
    expect(paid).toMatchObject({ return_code: 'SUCCESS', result_code: 'SUCCESS', total_fee: '29900' })
    const { sign, ...rest } = paid
    expect(signed(rest, String(world.merchant['apiV2Key']))).toContain(`<sign>${sign}</sign>`)
    expect(await orderQuery(number)).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MICROPAY' })
    expect(await micropay(number, code)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERPAID' })
    expect(await micropay(newNumber(), code)).toMatchObject({ err_code: 'AUTH_CODE_INVALID' })
  })

  test('with a password it waits, and is paid or fails by what the customer does', async () => {
    const [first, second] = [newNumber(), newNumber()]
    const codes = [
      await codeFor('wechat-pay', { needsPassword: true }),
      await codeFor('wechat-pay', { needsPassword: true }),
    ] as const
    expect(await micropay(first, codes[0])).toMatchObject({ err_code: 'USERPAYING' })
    expect(await micropay(second, codes[1])).toMatchObject({ err_code: 'USERPAYING' })
    expect(await orderQuery(first)).toMatchObject({ trade_state: 'USERPAYING' })
    await world.ask('POST /api/pay', { provider: 'wechat-pay', outTradeNo: first, outcome: 'success' })
    await world.ask('POST /api/pay', { provider: 'wechat-pay', outTradeNo: second, outcome: 'cancel' })
    expect(await orderQuery(first)).toMatchObject({ trade_state: 'SUCCESS' })
    expect(await orderQuery(second)).toMatchObject({ trade_state: 'PAYERROR' })
  })

  test('reversed is closed or given back, however often it is asked', async () => {
    const [waiting, paid] = [newNumber(), newNumber()]
    await micropay(waiting, await codeFor('wechat-pay', { needsPassword: true }))
    await micropay(paid, await codeFor('wechat-pay'))
    await world.fault('wechat-pay', 'reverse-recall', { on: 'reverse' })
    expect(await reverse(waiting)).toMatchObject({ recall: 'Y' })
    for (const number of [waiting, paid, paid]) {
      expect(await reverse(number)).toMatchObject({ result_code: 'SUCCESS', recall: 'N' })
      expect(await orderQuery(number)).toMatchObject({ trade_state: 'REVOKED' })
    }
    expect(await reverse(newNumber())).toMatchObject({ err_code: 'ORDERNOTEXIST' })
    await expect(
      world.ask('POST /api/pay', { provider: 'wechat-pay', outTradeNo: waiting, outcome: 'success' }),
    ).rejects.toThrow(/已撤销/)
  })

  test('codes run out, refuse, or are nobody’s; a wrong signature is told without one', async () => {
    expect(await micropay(newNumber(), await codeFor('wechat-pay', { refuses: true }))).toMatchObject({
      err_code: 'NOTENOUGH',
    })
    expect(await micropay(newNumber(), '134567890123456789')).toMatchObject({ err_code: 'AUTH_CODE_INVALID' })
    expect(await micropay(newNumber(), '991234567890123456')).toMatchObject({ err_code: 'AUTH_CODE_ERROR' })
    const code = await codeFor('wechat-pay')
    await world.ask('PUT /api/clock', { now: new Date(Date.now() + 3 * 60_000).toISOString() })
    expect(await micropay(newNumber(), code)).toMatchObject({ err_code: 'AUTHCODEEXPIRE' })
    expect(await v2('/pay/orderquery', { out_trade_no: newNumber() }, 'x'.repeat(32))).toEqual({
      return_code: 'FAIL',
      return_msg: '签名错误',
    })
  })
})

test('WeChat Pay, APIv3: the same trade in JSON', async () => {
  const number = newNumber()
  const body = (code: string) => {
    const { notify_url: _, ...order } = world.order(number)
    return { ...order, payer: { auth_code: code }, scene_info: { store_info: { id: '1' } } }
  }
  const pay = async (more: Json = {}) =>
    world.pay('POST', '/v3/pay/transactions/codepay', body(await codeFor('wechat-pay', more)))
  expect((await pay({ needsPassword: true })).json).toMatchObject({ trade_state: 'USERPAYING' })
  expect((await pay()).json).toMatchObject({ code: 'USERPAYING' })
  const identity = { appid: world.appId, mchid: world.merchant['mchid'] }
  const path = `/v3/pay/transactions/out-trade-no/${number}`
  expect((await world.pay('POST', `${path}/reverse`, identity)).json).toMatchObject({ out_trade_no: number })
  const found = await world.pay('GET', `${path}?mchid=${world.merchant['mchid']}`)
  expect(found.json).toMatchObject({ trade_state: 'REVOKED' })
  expect((await pay()).json).toMatchObject({ code: 'ORDER_REVERSED' })
})

describe('Alipay', () => {
  const payByCode = (number: string, code: string) =>
    world.alipay(
      'alipay.trade.pay',
      {
        out_trade_no: number,
        total_amount: '299.00',
        subject: '十次游泳卡',
        auth_code: code,
        scene: 'bar_code',
      },
      { notify_url: world.inbox.url },
    )
  const query = async (number: string) =>
    (await world.alipay('alipay.trade.query', { out_trade_no: number })).json
  const cancel = async (number: string) =>
    (await world.alipay('alipay.trade.cancel', { out_trade_no: number })).json

  test('a code pays once, and the merchant is told', async () => {
    const [number, code] = [newNumber(), await codeFor('alipay')]
    expect(code).toMatch(/^(2[5-9]|30)\d{16}$/)
    const { json, signed: isSigned } = await payByCode(number, code)
    expect(isSigned).toBe(true)
    expect(json).toMatchObject({ code: '10000', total_amount: '299.00' })
    expect(await world.inbox.until(1)).toHaveLength(1)
    expect((await payByCode(number, code)).json).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_SUCCESS' })
    expect((await payByCode(newNumber(), code)).json).toMatchObject({
      sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID',
    })
  })

  test('10003 until the customer has confirmed; cancelling closes or gives back', async () => {
    const [waiting, paid] = [newNumber(), newNumber()]
    const asked = await payByCode(waiting, await codeFor('alipay', { needsPassword: true }))
    expect(asked.json).toMatchObject({ code: '10003' })
    await payByCode(paid, await codeFor('alipay'))
    await world.fault('alipay', 'reverse-recall')
    expect(await cancel(waiting)).toMatchObject({ retry_flag: 'Y' })
    expect(await cancel(waiting)).toMatchObject({ retry_flag: 'N', action: 'close' })
    expect(await cancel(paid)).toMatchObject({ retry_flag: 'N', action: 'refund' })
    for (const number of [waiting, paid])
      expect(await query(number)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
    const unknown = await cancel(newNumber())
    expect(unknown).toMatchObject({ code: '10000', retry_flag: 'N' })
    expect(unknown['action']).toBeUndefined()
    const refused = await payByCode(newNumber(), await codeFor('alipay', { refuses: true }))
    expect(refused.json).toMatchObject({ sub_code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH' })
  })

  test('an app in certificate mode names its certificates, and answers name theirs', async () => {
    const app = await world.ask('POST /api/alipay/apps', { isCertified: true })
    const call = alipayClient(world.sandbox, app)
    const { json } = await call('alipay.trade.query', { out_trade_no: 'x' })
    expect(json).toMatchObject({ sub_code: 'isv.missing-app-cert-sn' })
    const wrong = { app_cert_sn: 'x', alipay_root_cert_sn: 'y' }
    const refused = await call('alipay.trade.query', { out_trade_no: 'x' }, wrong)
    expect(refused.json).toMatchObject({ sub_code: 'isv.invalid-app-cert-sn' })
    expect(refused.text).toMatch(/"alipay_cert_sn":"[0-9a-f]{32}"/)
    expect(String(app['alipayRootCertificatePem'])).toContain('BEGIN CERTIFICATE')
  })
})

test('the phone shows a code, changes it when it is used, and asks for the password', async () => {
  const id = String(world.person['id'])
  const page = async (provider: string) => {
    const answer = await fetch(
      `${world.sandbox.panel}/cashier/code?provider=${provider}&sandbox_person=${id}`,
    )
    return answer.text()
  }
  const post = (path: string, form: Record<string, string>) =>
    fetch(world.sandbox.panel + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const codeIn = (text: string) => (/class="digits">([\d ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')

  const first = codeIn(await page('wechat-pay'))
  expect(codeIn(await page('wechat-pay'))).toBe(first)
  await post('/cashier/code/manner', { provider: 'wechat-pay', person: id, toggle: 'needsPassword' })
  const second = codeIn(await page('wechat-pay'))
  expect(second).not.toBe(first)
  const number = newNumber()
  expect(await micropay(number, second)).toMatchObject({ err_code: 'USERPAYING' })
  const asking = await page('wechat-pay')
  expect(asking).toContain('输入密码付款')
  expect(codeIn(asking)).not.toBe(second)
  await post('/cashier/code/decide', { provider: 'wechat-pay', person: id, number, outcome: 'success' })
  expect(await orderQuery(number)).toMatchObject({ trade_state: 'SUCCESS' })
  expect(await page('wechat-pay')).not.toContain('输入密码付款')
  expect(codeIn(await page('alipay'))).toMatch(/^(2[5-9]|30)\d{16}$/)
})
