import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AlipayAccount } from '../../src/channels/alipay/account.ts'
import { createAlipay } from '../../src/channels/alipay/client.ts'
import { openAlipayNotification, type AlipayNotification } from '../../src/channels/alipay/notification.ts'
import type { AlipayPort } from '../../src/channels/alipay/port.ts'
import { ForgedNotification } from '../../src/channels/forged-notification.ts'
import { newNumber, startStage, type Stage } from './sandbox.ts'

const mobile = '13800000001'
const provider = 'alipay'
let stage: Stage
let account: AlipayAccount
let port: AlipayPort
let openId: string

type SandboxApp = { appId: string; sellerId: string; appPrivateKeyPem: string; alipayPublicKeyPem: string }

beforeAll(async () => {
  stage = await startStage()
  await stage.control('POST', '/api/people', { name: '王小明', mobile })
  const made = await stage.control<SandboxApp>('POST', '/api/alipay/apps', {})
  account = {
    appId: made.appId,
    sellerId: made.sellerId,
    privateKey: made.appPrivateKeyPem,
    trust: { mode: 'public-key', alipayPublicKey: made.alipayPublicKeyPem },
  }
  port = createAlipay(account, {
    gatewayUrl: `${stage.sandbox.alipay}/gateway.do`,
    timeoutMilliseconds: 2000,
  })
  const query = `appId=${made.appId}&person=${mobile}`
  openId = (await stage.control<{ openid: string }>('GET', `/api/identity?${query}`)).openid
})
afterEach(() => stage.control('DELETE', '/api/faults'))
afterAll(() => stage.close())

function order() {
  return {
    outTradeNo: newNumber(),
    amountFen: 10050n,
    subject: '十次卡 50% 优惠 & A+B=C/D',
    notifyUrl: stage.notifyUrl,
    timeExpire: new Date(Date.now() + 30 * 60_000),
    buyer: { openId },
  }
}

async function paid() {
  const bought = order()
  const created = await port.create(bought)
  if (created.kind !== 'ok') throw new Error(JSON.stringify(created))
  const tapped = await stage.control('POST', '/api/alipay/trade-pay', {
    tradeNO: created.value.tradeNo,
    mobile,
  })
  expect(tapped).toEqual({ resultCode: '9000' })
  return bought
}

async function open(): Promise<AlipayNotification | string> {
  const notice = await stage.nextNotice()
  try {
    return openAlipayNotification(account, notice.body)
  } catch (error) {
    if (error instanceof ForgedNotification) return error.reason
    throw error
  }
}

test('a trade is created, paid in the app, heard of, refunded in two parts and heard of again', async () => {
  const bought = await paid()
  const { outTradeNo } = bought
  expect(await open()).toMatchObject({
    kind: 'payment',
    appId: account.appId,
    sellerId: account.sellerId,
    outTradeNo,
    totalFen: 10050n,
  })
  expect(await port.query(outTradeNo)).toMatchObject({
    kind: 'ok',
    value: { state: 'TRADE_SUCCESS', totalFen: 10050n, paidAt: expect.any(Date) as Date, buyer: { openId } },
  })

  const first = { outTradeNo, outRequestNo: newNumber(), refundFen: 3000n, reason: '退一部分' }
  expect(await port.refund(first)).toMatchObject({ value: { refundedTotalFen: 3000n, moneyMoved: true } })
  expect(await open()).toMatchObject({
    kind: 'refund',
    refundedTotalFen: 3000n,
    full: false,
    outRequestNo: first.outRequestNo,
  })
  expect(await port.refund(first)).toMatchObject({ value: { refundedTotalFen: 3000n, moneyMoved: false } })
  expect(await port.queryRefund(first)).toMatchObject({ kind: 'ok', value: { refundFen: 3000n } })

  const rest = { outTradeNo, outRequestNo: newNumber(), refundFen: 7050n, reason: '退其余' }
  expect(await port.queryRefund(rest)).toEqual({ kind: 'absent' })
  expect(await port.refund(rest)).toMatchObject({ value: { refundedTotalFen: 10050n, moneyMoved: true } })
  expect(await open()).toMatchObject({ kind: 'refund', refundedTotalFen: 10050n, full: true })
  const more = { outTradeNo, outRequestNo: newNumber(), refundFen: 1n, reason: '再退' }
  expect(await port.refund(more)).toMatchObject({ kind: 'refused' })
})

test.each(['wapPay', 'pagePay'] as const)(
  '%s makes the trade only when the browser arrives',
  async (name) => {
    const bought = order()
    const address = port[name]({
      ...bought,
      returnUrl: 'http://127.0.0.1/back',
      quitUrl: 'http://127.0.0.1/quit',
    })
    expect(await port.query(bought.outTradeNo)).toEqual({ kind: 'absent' })
    expect(await port.close(bought.outTradeNo)).toEqual({ kind: 'absent' })
    expect((await fetch(address)).status).toBe(200)
    expect(await port.query(bought.outTradeNo)).toMatchObject({
      value: { state: 'WAIT_BUYER_PAY', totalFen: 10050n },
    })
    expect(await port.close(bought.outTradeNo)).toEqual({ kind: 'ok', value: 'closed' })
    const closed = await port.query(bought.outTradeNo)
    expect(closed).toMatchObject({ value: { state: 'TRADE_CLOSED' } })
    expect(closed).not.toHaveProperty('value.paidAt')
  },
)

test('a paid trade is not closed', async () => {
  const bought = await paid()
  await open()
  expect(await port.close(bought.outTradeNo)).toMatchObject({
    kind: 'refused',
    code: 'ACQ.TRADE_STATUS_ERROR',
  })
})

test('a login code is good once', async () => {
  const { code } = await stage.control<{ code: string }>('POST', '/api/alipay/auth-codes', {
    appId: account.appId,
    mobile,
  })
  expect(await port.oauthToken(code)).toMatchObject({ kind: 'ok', value: { buyer: { openId } } })
  expect(await port.oauthToken(code)).toMatchObject({ kind: 'refused', code: 'isv.code-invalid' })
})

test("another app's key is refused", async () => {
  const other = await stage.control<SandboxApp>('POST', '/api/alipay/apps', {})
  const address = { gatewayUrl: `${stage.sandbox.alipay}/gateway.do` }
  const mixed = createAlipay({ ...account, privateKey: other.appPrivateKeyPem }, address)
  expect(await mixed.query(newNumber())).toMatchObject({ kind: 'refused', code: 'isv.invalid-signature' })
})

describe('in doubt', () => {
  test.each([
    ['slow', { milliseconds: 2800 }, 'timeout'],
    ['error-after-accept', {}, 'server-error'],
  ])(
    '%s on create is unknown; the query finds the trade and a repeat is the same',
    async (fault, more, cause) => {
      const bought = order()
      await stage.fault({ provider, fault, on: 'create', ...more })
      expect(await port.create(bought)).toMatchObject({ kind: 'unknown', cause })
      const found = await port.query(bought.outTradeNo)
      expect(found).toMatchObject({ kind: 'ok', value: { state: 'WAIT_BUYER_PAY' } })
      const again = await port.create(bought)
      expect(again.kind === 'ok' && again.value.tradeNo).toBe(found.kind === 'ok' && found.value.tradeNo)
    },
  )

  test('a lost answer is unknown, and a refund is not made twice', async () => {
    const bought = await paid()
    await open()
    const request = {
      outTradeNo: bought.outTradeNo,
      outRequestNo: newNumber(),
      refundFen: 10050n,
      reason: '退卡',
    }
    // Two, as the SDK repeats a call whose socket broke.
    await stage.fault({ provider, fault: 'answer-lost', on: 'refund', count: 2 })
    expect(await port.refund(request)).toMatchObject({ kind: 'unknown', cause: 'network' })
    expect(await port.queryRefund(request)).toMatchObject({ kind: 'ok', value: { refundFen: 10050n } })
    expect(await port.refund(request)).toMatchObject({ kind: 'ok', value: { moneyMoved: false } })
    expect(await open()).toMatchObject({ kind: 'refund', refundedTotalFen: 10050n, full: true })
  })

  test('429 asks for patience and has done nothing', async () => {
    const bought = order()
    await stage.fault({ provider, fault: 'rate-limit', on: 'create' })
    expect(await port.create(bought)).toMatchObject({
      kind: 'unknown',
      cause: 'rate-limited',
      retryAfterSeconds: 5,
    })
    expect(await port.query(bought.outTradeNo)).toEqual({ kind: 'absent' })
  })
})

describe('notices', () => {
  test.each([
    ['notice-bad-signature', 'signature_wrong'],
    ['notice-unknown-key', 'signature_wrong'],
  ])('%s is refused as %s', async (fault, reason) => {
    await stage.fault({ provider, fault })
    await paid()
    expect(await open()).toBe(reason)
  })

  test('an amount that was tampered with is genuine, and differs from the order', async () => {
    await stage.fault({ provider, fault: 'notice-amount-tampered' })
    const bought = await paid()
    const heard = await open()
    expect(heard).toMatchObject({ kind: 'payment', outTradeNo: bought.outTradeNo })
    expect(heard).not.toMatchObject({ totalFen: bought.amountFen })
  })
})
