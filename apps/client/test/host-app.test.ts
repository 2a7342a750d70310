import { afterEach, expect, test } from 'vitest'
import { hostApp, payByHost } from '../src/platform/host-app.ts'

const request = {
  appid: 'wx00000000000app1',
  partnerid: '1600000001',
  prepayid: 'wx2014',
  package: 'Sign=WXPay',
  noncestr: 'abc',
  timestamp: '1795161600',
  sign: 'signed',
}
const host = globalThis as { sesameHost?: unknown }

afterEach(() => {
  delete host.sesameHost
})

test('what the server signed goes to the app as it is, and its word is no proof', async () => {
  const heard: unknown[] = []
  host.sesameHost = { pay: async (order: unknown) => (heard.push(order), 'done') }
  expect(await payByHost({ kind: 'wechat-app', ...request })).toBe('confirming')
  expect(await payByHost({ kind: 'alipay-app', orderString: 'a=b' })).toBe('confirming')
  expect(heard).toEqual([
    { channel: 'wechat-pay', request },
    { channel: 'alipay', orderString: 'a=b' },
  ])
})

test.each([
  ['cancelled', async () => 'cancelled', 'cancelled'],
  ['failed', async () => 'failed', 'failed'],
  ['anything else', async () => 'paid!', 'failed'],
  ['an error', async () => Promise.reject(new Error('no library')), 'failed'],
])('an app that answers %s', async (_, pay, outcome) => {
  host.sesameHost = { pay }
  expect(await payByHost({ kind: 'wechat-app', ...request })).toBe(outcome)
})

test('without such an app nothing is offered and nothing is paid', async () => {
  expect(hostApp()).toBeUndefined()
  host.sesameHost = { pay: 'no function' }
  expect(hostApp()).toBeUndefined()
  expect(await payByHost({ kind: 'wechat-app', ...request })).toBe('failed')
})
