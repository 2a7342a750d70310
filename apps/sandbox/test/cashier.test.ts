import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { alipayParams, sign, verify } from './client.ts'
import type { Json } from './client.ts'
import { newNumber, openWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.close())
beforeEach(() => world.forget())

const shop = 'https://shop.example/paid?order=1'
const read = async (url: string) => {
  const response = await fetch(url, { redirect: 'manual' })
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    text: await response.text(),
  }
}

/** Presses a button of a cashier page: what is in its form goes back. */
async function press(page: string, outcome: string, person = world.person['id']) {
  const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
  const form = new URLSearchParams()
  for (const [, name = '', value = ''] of fields) form.set(name, value.replaceAll('&amp;', '&'))
  form.set('person', String(person))
  form.set('outcome', outcome)
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
  const response = await fetch(world.sandbox.panel + action, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}

const stateOf = async (outTradeNo: string): Promise<string> =>
  (await world.ask(`GET /api/trades?outTradeNo=${outTradeNo}`))['items'][0]['state']

describe('WeChat Pay', () => {
  const h5 = async (outTradeNo: string): Promise<string> => {
    const scene = { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } }
    const { json } = await world.pay('POST', '/v3/pay/transactions/h5', world.order(outTradeNo, scene))
    return `${json['h5_url']}&redirect_url=${encodeURIComponent(shop)}`
  }

  test('an h5 link shows the bill, takes the money and goes back', async () => {
    const outTradeNo = newNumber()
    const page = (await read(await h5(outTradeNo))).text
    for (const shown of ['小鱼游泳馆', '299.00', '十次游泳卡', '沙箱 · 不是真的支付'])
      expect(page).toContain(shown)
    expect(await press(page, 'success')).toMatchObject({ status: 302, location: shop })
    expect(await stateOf(outTradeNo)).toBe('SUCCESS')
    expect((await press(page, 'success')).text).toContain('该订单已支付')
  })

  test.each(['fail', 'cancel'])('%s goes back too, and nothing is paid', async (outcome) => {
    const outTradeNo = newNumber()
    const page = (await read(await h5(outTradeNo))).text
    expect(await press(page, outcome)).toMatchObject({ status: 302, location: shop })
    expect(await stateOf(outTradeNo)).toBe('NOTPAY')
  })

  test('a link that was changed opens nothing', async () => {
    const url = (await h5(newNumber())).replace(/package=\d+/, 'package=1')
    expect((await read(url)).text).toContain('商家参数格式有误')
  })

  test('the code at the counter is scanned', async () => {
    const outTradeNo = newNumber()
    const { json } = await world.pay('POST', '/v3/pay/transactions/native', world.order(outTradeNo))
    const url = `${world.sandbox.panel}/cashier/wechat/scan?code_url=${encodeURIComponent(json['code_url'])}`
    expect((await press((await read(url)).text, 'success')).text).toContain('支付成功')
    expect(await stateOf(outTradeNo)).toBe('SUCCESS')
    expect((await read(url)).text).toContain('该订单已支付')
  })

  test('inside WeChat the page around it hears the outcome', async () => {
    const outTradeNo = newNumber()
    const body = world.order(outTradeNo, { payer: { openid: world.openid } })
    const { json } = await world.pay('POST', '/v3/pay/transactions/jsapi', body)
    const call = {
      appId: world.appId,
      timeStamp: '1700000000',
      nonceStr: 'n',
      package: `prepay_id=${json['prepay_id']}`,
    }
    const text = `${Object.values(call).join('\n')}\n`
    const paySign = sign(text, world.merchant['merchantPrivateKeyPem'])
    const client = (more: Json) => {
      const query = new URLSearchParams({ ...call, signType: 'RSA', paySign, ...more })
      return read(`${world.sandbox.panel}/cashier/wechat/client?${query}`)
    }
    expect((await client({ nonceStr: 'm' })).text).toContain('支付验证签名失败')
    const done = await press((await client({})).text, 'success')
    expect(done.text).toContain("postMessage({sesameSandbox:'paid',outcome:'success'}")
    expect(await stateOf(outTradeNo)).toBe('SUCCESS')
    const bridge = await read(`${world.sandbox.panel}/jsbridge.js`)
    expect(bridge.text).toContain(JSON.stringify(world.sandbox.panel))
  })
})

describe('Alipay', () => {
  const open = async (method: string, product: string, biz: Json = {}) => {
    const outTradeNo = newNumber('A')
    const content = {
      out_trade_no: outTradeNo,
      total_amount: '299.00',
      subject: '十次游泳卡',
      product_code: product,
      ...biz,
    }
    const extra = { notify_url: world.inbox.url, return_url: shop }
    const query = new URLSearchParams(alipayParams(world.alipayApp, method, content, extra))
    const url = `${world.sandbox.alipay}/gateway.do?${query}`
    return { outTradeNo, url }
  }
  const query = (outTradeNo: string) => world.alipay('alipay.trade.query', { out_trade_no: outTradeNo })

  test.each([
    ['alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
    ['alipay.trade.page.pay', 'FAST_INSTANT_TRADE_PAY'],
  ])(
    '%s: the trade exists when the page is open, and the signed way back is no secret',
    async (method, product) => {
      const { outTradeNo, url } = await open(method, product)
      expect((await query(outTradeNo)).json['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
      const page = await read((await read(url)).location)
      expect((await query(outTradeNo)).json['trade_status']).toBe('WAIT_BUYER_PAY')

      const { location } = await press(page.text, 'success')
      const back = new URL(location ?? '')
      const { sign: signature = '', sign_type: _, order, ...params } = Object.fromEntries(back.searchParams)
      const text = Object.keys(params)
        .toSorted()
        .map((name) => `${name}=${params[name]}`)
        .join('&')
      expect([order, params['out_trade_no'], params['method']]).toEqual(['1', outTradeNo, `${method}.return`])
      expect(verify(text, signature, world.alipayApp['alipayPublicKeyPem'])).toBe(true)
      expect((await query(outTradeNo)).json['trade_status']).toBe('TRADE_SUCCESS')
    },
  )

  test('a form posted works as well, a forged one opens nothing', async () => {
    const { outTradeNo, url } = await open('alipay.trade.wap.pay', 'QUICK_WAP_WAY', {
      quit_url: 'https://shop.example/cart',
    })
    const params = new URL(url).searchParams
    const post = (body: URLSearchParams) =>
      fetch(`${world.sandbox.alipay}/gateway.do?charset=utf-8`, { method: 'POST', body, redirect: 'manual' })
    const forged = new URLSearchParams(params)
    forged.set('biz_content', (params.get('biz_content') ?? '').replace('299', '1'))
    expect(await (await post(forged)).text()).toContain('isv.invalid-signature')
    expect((await query(outTradeNo)).json['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')

    const page = await read((await post(params)).headers.get('location') ?? '')
    expect((await press(page.text, 'cancel')).location).toBe('https://shop.example/cart')
    expect((await query(outTradeNo)).json['trade_status']).toBe('WAIT_BUYER_PAY')
  })

  test('a code at the counter is scanned', async () => {
    const outTradeNo = newNumber('A')
    const { json } = await world.alipay('alipay.trade.precreate', {
      out_trade_no: outTradeNo,
      total_amount: '1.00',
      subject: '面',
    })
    expect(json['qr_code']).toMatch(/^https:\/\/qr\.alipay\.com\/bax/)
    const page = await read(
      `${world.sandbox.panel}/cashier/alipay/trade?qr_code=${encodeURIComponent(json['qr_code'])}`,
    )
    expect((await press(page.text, 'success')).text).toContain('支付成功')
  })
})

test('what a merchant writes is shown as text', async () => {
  const outTradeNo = newNumber()
  const body = world.order(outTradeNo, { description: '<script>alert(1)</script>' })
  const { json } = await world.pay('POST', '/v3/pay/transactions/native', body)
  const url = `${world.sandbox.panel}/cashier/wechat/scan?code_url=${encodeURIComponent(json['code_url'])}`
  for (const page of [await read(url), await read(world.sandbox.panel)]) {
    expect(page.text).toContain('&lt;script&gt;alert(1)')
    expect(page.text).not.toContain('<script>alert(1)')
  }
})
