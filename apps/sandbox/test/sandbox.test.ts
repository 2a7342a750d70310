import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { startSandbox } from '../src/start.ts'
import { openInbox, wechatPayClient } from './client.ts'
import { newNumber, openWorld, paidOrder } from './world.ts'
import type { World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'sesame-sandbox-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

test('does not start in production', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  await expect(startSandbox({ dataFile: ':memory:' })).rejects.toThrow('does not run in production')
})

test('remembers everything over a restart, and sends what was still to be sent', async () => {
  const dataFile = join(folder, 'sandbox.sqlite')
  const before = await openWorld({ dataFile, retryFactor: 0.02 })
  before.answer(() => ({ status: 503 }))
  const outTradeNo = await paidOrder(before)
  await before.inbox.until(1)
  await before.sandbox.close()

  before.answer(() => ({ status: 204 }))
  const after = await startSandbox({ dataFile, retryFactor: 0.02 })
  const pay = wechatPayClient(after, before.merchant)
  const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${before.merchant['mchid']}`
  expect((await pay('GET', path)).json['trade_state']).toBe('SUCCESS')
  expect((await before.inbox.until(2)).length).toBe(2)
  await after.close()
  await before.inbox.close()
})

describe('a running sandbox', () => {
  let world: World
  beforeAll(async () => void (world = await openWorld()))
  afterAll(() => world.close())

  test('an account registered again is the same account', async () => {
    const { mchid } = world.merchant
    const again = await world.ask('POST /api/wechat-pay/merchants', {
      mchid,
      appid: 'wx1',
      keyMode: 'certificate',
    })
    expect(again).toEqual({ ...world.merchant, keyMode: 'certificate', appids: [world.appId, 'wx1'] })
    const app = await world.ask('POST /api/alipay/apps', { appId: world.alipayApp['appId'] })
    expect(app).toEqual(world.alipayApp)
    const person = await world.ask('POST /api/people', { name: '王小明', mobile: '13800000001' })
    expect(person['id']).toBe(world.person['id'])
  })

  test('a message shows its code in the panel, once', async () => {
    const body = {
      mobile: '13800000001',
      text: '【芝麻开门】验证码 482913，5 分钟内有效。',
      template: 'code',
      reference: 'r1',
    }
    const send = (message: object) =>
      fetch(`${world.sandbox.sms}/messages`, { method: 'POST', body: JSON.stringify(message) })
    const first = await (await send(body)).json()
    expect(await (await send(body)).json()).toEqual(first)
    const { items } = await world.ask('GET /api/sms?mobile=13800000001')
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ code: '482913', template: 'code' })
    expect(await (await fetch(world.sandbox.panel)).text()).toContain('482913')
    expect([
      (await send({ ...body, mobile: '12' })).status,
      (await send({ ...body, text: '' })).status,
    ]).toEqual([400, 400])
    await world.fault('sms', 'rate-limit')
    expect((await send({ ...body, reference: 'r2' })).status).toBe(429)
  })

  test('the clock stands where it is put, and signatures of the real time are still fresh', async () => {
    const at = '2026-01-31T02:00:00.000Z'
    expect(await world.ask('PUT /api/clock', { now: at })).toEqual({ now: at, isSet: true })
    const path = '/v3/pay/transactions/native'
    const made = await world.pay('POST', path, world.order(newNumber()))
    const onTheClock = await world.pay('POST', path, world.order(newNumber()), {
      timestamp: Date.parse(at) / 1000,
    })
    const stamp = Number(onTheClock.headers.get('wechatpay-timestamp')) * 1000
    expect([made.status, onTheClock.status, stamp]).toEqual([200, 200, Date.parse(at)])
    expect(Math.abs(Number(made.headers.get('wechatpay-timestamp')) * 1000 - Date.now())).toBeLessThan(60_000)
    expect((await world.ask('PUT /api/clock', { now: null }))['isSet']).toBe(false)
  })

  test('logging in as somebody answers for this browser, until one leaves', async () => {
    const form = (person: string) =>
      fetch(`${world.sandbox.panel}/login-as`, {
        method: 'POST',
        body: new URLSearchParams({ person }),
        redirect: 'manual',
      })
    const cookie =
      ((await form(String(world.person['id']))).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const query = {
      app_id: world.alipayApp['appId'],
      scope: 'auth_base',
      redirect_uri: 'https://shop.example/in',
      state: 's',
    }
    const url = `${world.sandbox.alipay}/oauth2/publicAppAuthorize.htm?${new URLSearchParams(query)}`
    const asked = await fetch(url)
    const known = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    expect(await asked.text()).toContain('你是谁')
    expect(known.headers.get('location')).toMatch(/^https:\/\/shop\.example\/in\?.*auth_code=\w+&state=s$/)
    expect((await form('')).headers.get('set-cookie')).toContain('Max-Age=0')
  })

  test.each([
    ['POST /api/people', { name: '王' }, 'mobile is missing'],
    ['POST /api/people', { name: '王', mobile: '12' }, 'mobile is not a mainland mobile number'],
    ['POST /api/pay', { provider: 'cash' }, 'provider is none of wechat-pay, alipay'],
    ['POST /api/pay', { provider: 'alipay', outcome: 'success', outTradeNo: 'x' }, 'No such trade'],
    ['PUT /api/clock', { now: 'tomorrow' }, 'now is not a time'],
    ['PUT /api/faults', { provider: 'sms', fault: 'rain' }, 'fault is none of'],
    ['GET /api/nothing', undefined, '404'],
    ['DELETE /api/people', undefined, '405'],
  ])('%s with %j is refused: %s', async (call, body, message) => {
    await expect(world.ask(call, body)).rejects.toThrow(message)
  })
})

test('a port that is taken is said so, and nothing is left open', async () => {
  const inbox = await openInbox(() => ({ status: 200 }))
  const port = Number(new URL(inbox.url).port)
  await expect(startSandbox({ dataFile: ':memory:', ports: { alipay: port } })).rejects.toThrow('EADDRINUSE')
  await inbox.close()
})
