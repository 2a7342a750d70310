import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newNumber } from './sandbox.ts'
import { openWechatShop, type WechatShop } from './wechat-shop.ts'

let shop: WechatShop

beforeAll(async () => {
  shop = await openWechatShop()
})
afterEach(() => shop.stage.control('DELETE', '/api/faults'))
afterAll(() => shop.stage.close())

describe('in doubt', () => {
  const provider = 'wechat-pay'

  test.each([
    ['slow', 'timeout'],
    ['error-after-accept', 'server-error'],
    ['answer-lost', 'network'],
  ])('%s on prepay is unknown; the query finds the order and a repeat is the same', async (fault, cause) => {
    const bought = shop.order()
    await shop.stage.fault({ provider, fault, on: 'create', milliseconds: 900 })
    const hasty = fault === 'slow' ? shop.hastyPort : shop.port
    expect(await hasty.prepay(bought)).toMatchObject({ kind: 'unknown', cause })
    expect(await shop.port.query(bought.outTradeNo)).toMatchObject({
      kind: 'ok',
      value: { state: 'NOTPAY' },
    })
    expect(await shop.port.prepay(bought)).toMatchObject({ kind: 'ok' })
  })

  test.each(['error-after-accept', 'answer-lost'])(
    '%s on refund: the query finds it, a repeat adds none',
    async (fault) => {
      const bought = await shop.paid()
      await shop.open()
      const request = {
        outTradeNo: bought.outTradeNo,
        outRefundNo: newNumber(),
        refundFen: 10000n,
        totalFen: 10000n,
        reason: '退卡',
        notifyUrl: shop.stage.notifyUrl,
      }
      await shop.stage.fault({ provider, fault, on: 'refund' })
      expect(await shop.port.refund(request)).toMatchObject({ kind: 'unknown' })
      const found = await shop.port.queryRefund(request.outRefundNo)
      expect(found).toMatchObject({ kind: 'ok', value: { refundFen: 10000n } })
      const again = await shop.port.refund(request)
      expect(again.kind === 'ok' && found.kind === 'ok' && again.value.refundId).toBe(
        found.kind === 'ok' && found.value.refundId,
      )
      await shop.open()
    },
  )

  test('429 asks for patience and has done nothing', async () => {
    const bought = shop.order()
    await shop.stage.fault({ provider, fault: 'rate-limit', on: 'create' })
    expect(await shop.port.prepay(bought)).toMatchObject({
      kind: 'unknown',
      cause: 'rate-limited',
      retryAfterSeconds: expect.any(Number) as number,
    })
    expect(await shop.port.query(bought.outTradeNo)).toEqual({ kind: 'absent' })
  })

  test('a customer who pays while we close is found by the query', async () => {
    const bought = shop.order()
    await shop.port.prepay(bought)
    await shop.stage.fault({ provider, fault: 'paid-while-closing' })
    expect(await shop.port.close(bought.outTradeNo)).toMatchObject({ kind: 'refused', code: 'ORDER_PAID' })
    expect(await shop.port.query(bought.outTradeNo)).toMatchObject({ value: { state: 'SUCCESS' } })
    await shop.open()
  })
})

describe('notices', () => {
  const provider = 'wechat-pay'

  test.each([
    ['notice-bad-signature', 'signature_wrong'],
    ['notice-unknown-key', 'serial_unknown'],
    ['notice-stale', 'stale'],
    ['notice-signtest', 'signature_probe'],
  ])('%s is refused as %s', async (fault, reason) => {
    await shop.stage.fault({ provider, fault })
    await shop.paid()
    expect(await shop.open()).toBe(reason)
  })

  test('an amount that was tampered with is genuine, and differs from the order', async () => {
    await shop.stage.fault({ provider, fault: 'notice-amount-tampered' })
    const bought = await shop.paid()
    const heard = await shop.open()
    expect(heard).toMatchObject({ kind: 'payment', transaction: { outTradeNo: bought.outTradeNo } })
    expect(heard).not.toMatchObject({ transaction: { payment: { totalFen: bought.amountFen } } })
  })

  test("another merchant's notice is not ours", async () => {
    const other = await shop.openAccount('public-key')
    await shop.paid()
    expect(await shop.open(other)).toBe('serial_unknown')
  })
})

test('a renewed certificate is trusted once its key is known, beside the old one', async () => {
  const old = await shop.openAccount('certificate')
  expect(await shop.portOf(old).prepay(shop.order())).toMatchObject({ kind: 'ok' })
  const renewed = await shop.stage.control<{
    platformCertificateSerial: string
    platformCertificatePem: string
  }>('POST', '/api/wechat-pay/certificate-rotations', {})
  expect(await shop.portOf(old).prepay(shop.order())).toMatchObject({
    kind: 'unknown',
    cause: 'bad-signature',
  })
  const key = { serial: renewed.platformCertificateSerial, pem: renewed.platformCertificatePem }
  const both = { ...old, platformKeys: [...old.platformKeys, key] }
  expect(await shop.portOf(both).prepay(shop.order())).toMatchObject({ kind: 'ok' })
})
