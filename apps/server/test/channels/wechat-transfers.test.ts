import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createWechatTransfers } from '../../src/channels/wechat-pay/transfer.ts'
import type { WechatTransferPort, WechatTransferRequest } from '../../src/channels/wechat-pay/transfer.ts'
import { newNumber } from './sandbox.ts'
import { appId, openWechatShop } from './wechat-shop.ts'
import type { WechatShop } from './wechat-shop.ts'

let shop: WechatShop
let port: WechatTransferPort
let hasty: WechatTransferPort

beforeAll(async () => {
  shop = await openWechatShop()
  const baseUrl = shop.stage.sandbox.wechatPay
  port = createWechatTransfers(shop.account, { baseUrl })
  hasty = createWechatTransfers(shop.account, { baseUrl, timeoutMilliseconds: 300 })
})
afterEach(async () => {
  await shop.stage.control('DELETE', '/api/faults')
  await shop.stage.control('PUT', '/api/clock', { now: null })
})
afterAll(() => shop.stage.close())

const order = (change: Partial<WechatTransferRequest> = {}): WechatTransferRequest => ({
  outBillNo: newNumber(),
  appId,
  openId: shop.payerOpenId,
  amountFen: 12_34n,
  sceneId: '1005',
  reports: [
    { type: '岗位类型', content: '销售员' },
    { type: '报酬说明', content: '销售佣金' },
  ],
  remark: '三月佣金',
  notifyUrl: shop.stage.notifyUrl,
  ...change,
})
const sent = async (change: Partial<WechatTransferRequest> = {}) => {
  const made = order(change)
  expect(await port.transfer(made)).toMatchObject({ kind: 'ok' })
  return made
}
const confirm = ({ outBillNo }: WechatTransferRequest) =>
  shop.stage.control('POST', '/api/transfers/confirm', { outBillNo })
const stateOf = async ({ outBillNo }: WechatTransferRequest) => {
  const found = await port.queryTransfer(outBillNo)
  return found.kind === 'ok' ? found.value.state : found.kind
}

describe('a transfer', () => {
  test('waits for the person, is theirs when they say yes, and is told of', async () => {
    const made = order()
    expect(await port.queryTransfer(made.outBillNo)).toEqual({ kind: 'absent' })
    const accepted = await port.transfer(made)
    expect(accepted).toMatchObject({
      kind: 'ok',
      value: {
        outBillNo: made.outBillNo,
        state: 'WAIT_USER_CONFIRM',
        packageInfo: expect.any(String) as string,
      },
    })
    expect(await port.transfer(made)).toEqual(accepted)
    await confirm(made)
    expect(await shop.open()).toMatchObject({
      kind: 'transfer',
      eventType: 'MCHTRANSFER.BILL.FINISHED',
      transfer: { outBillNo: made.outBillNo, state: 'SUCCESS', amountFen: 12_34n },
    })
    expect(await port.queryTransfer(made.outBillNo)).toMatchObject({
      kind: 'ok',
      value: { state: 'SUCCESS', amountFen: 12_34n },
    })
  })

  test('under the same number with other content is refused', async () => {
    const made = await sent()
    expect(await port.transfer({ ...made, amountFen: 99n })).toMatchObject({
      kind: 'refused',
      code: 'INVALID_REQUEST',
    })
  })

  test('that nobody confirms fails after a day', async () => {
    const made = await sent()
    const tomorrow = new Date(Date.now() + 25 * 3_600_000).toISOString()
    await shop.stage.control('PUT', '/api/clock', { now: tomorrow })
    expect(await port.queryTransfer(made.outBillNo)).toMatchObject({
      value: { state: 'FAIL', failReason: 'OVERDUE_CLOSE' },
    })
    await shop.stage.nextNotice()
  })

  test('is taken back while nobody has confirmed, and not afterwards', async () => {
    const made = await sent()
    expect(await port.cancelTransfer(made.outBillNo)).toEqual({ kind: 'ok', value: 'asked' })
    await expect.poll(() => stateOf(made)).toBe('CANCELLED')
    await shop.open()

    const other = await sent()
    await confirm(other)
    await expect.poll(() => stateOf(other)).toBe('SUCCESS')
    expect(await port.cancelTransfer(other.outBillNo)).toMatchObject({ kind: 'refused' })
    await shop.open()
  })
})

describe('the name', () => {
  test('must be there from ¥2,000 on, and be the right one', async () => {
    const large = { amountFen: 2000_00n }
    expect(await port.transfer(order(large))).toMatchObject({ kind: 'refused', code: 'INVALID_REQUEST' })
    const right = await sent({ ...large, payeeName: '王小明' })
    expect(await stateOf(right)).toBe('WAIT_USER_CONFIRM')
    const wrong = await sent({ ...large, payeeName: '王大明' })
    expect(await port.queryTransfer(wrong.outBillNo)).toMatchObject({
      value: { state: 'FAIL', failReason: 'NAME_NOT_CORRECT' },
    })
    await shop.open()
  })

  test('opens with a platform certificate too', async () => {
    const account = await shop.openAccount('certificate')
    const own = createWechatTransfers(account, { baseUrl: shop.stage.sandbox.wechatPay })
    const made = order({ amountFen: 2000_00n, payeeName: '王小明' })
    expect(await own.transfer(made)).toMatchObject({ kind: 'ok', value: { state: 'WAIT_USER_CONFIRM' } })
  })
})

test.each([
  ['another app', { appId: 'wx0000000000000009' }, 'APPID_MCHID_NOT_MATCH'],
  ['a stranger', { openId: 'nobody' }, 'PARAM_ERROR'],
  ['too little', { amountFen: 9n }, 'PARAM_ERROR'],
  ['a scene nobody applied for', { sceneId: '1009' }, 'INVALID_REQUEST'],
  ['no report', { reports: [] }, 'INVALID_REQUEST'],
])('refused: %s', async (_, change, code) => {
  expect(await port.transfer(order(change))).toMatchObject({ kind: 'refused', code })
})

describe('in doubt', () => {
  const provider = 'wechat-pay'
  test.each([
    ['slow', 'timeout'],
    ['error-after-accept', 'server-error'],
    ['answer-lost', 'network'],
  ])('%s: unknown; the query finds it and a repeat is the same', async (fault, cause) => {
    const made = order()
    await shop.stage.fault({ provider, fault, on: 'transfer', milliseconds: 900 })
    expect(await (fault === 'slow' ? hasty : port).transfer(made)).toMatchObject({ kind: 'unknown', cause })
    expect(await stateOf(made)).toBe('WAIT_USER_CONFIRM')
    expect(await port.transfer(made)).toMatchObject({
      kind: 'ok',
      value: { packageInfo: expect.any(String) },
    })
  })

  test('too many calls: nothing was done', async () => {
    const made = order()
    await shop.stage.fault({ provider, fault: 'rate-limit', on: 'transfer' })
    expect(await port.transfer(made)).toMatchObject({ kind: 'unknown', cause: 'rate-limited' })
    expect(await port.queryTransfer(made.outBillNo)).toEqual({ kind: 'absent' })
  })

  test('no money, stuck, and an account that cannot take it', async () => {
    await shop.stage.fault({ provider, fault: 'transfer-no-money' })
    expect(await port.transfer(order())).toMatchObject({ kind: 'refused', code: 'NOT_ENOUGH' })
    await shop.stage.fault({ provider, fault: 'transfer-stuck' })
    expect(await stateOf(await sent())).toBe('ACCEPTED')
    await shop.stage.fault({ provider, fault: 'transfer-fail' })
    expect(await stateOf(await sent())).toBe('FAIL')
    await shop.open()
  })

  test.each([
    ['notice-bad-signature', 'signature_wrong'],
    ['notice-unknown-key', 'serial_unknown'],
    ['notice-stale', 'stale'],
    ['notice-signtest', 'signature_probe'],
  ])('%s is refused', async (fault, reason) => {
    await shop.stage.fault({ provider, fault })
    await confirm(await sent())
    expect(await shop.open()).toBe(reason)
  })

  test('twice, never, before the answer, and with another amount', async () => {
    await shop.stage.fault({ provider, fault: 'notice-twice' })
    await confirm(await sent())
    const first = await shop.open()
    expect(await shop.open()).toEqual(first)
    await shop.stage.fault({ provider, fault: 'notice-never' })
    const silent = await sent()
    await confirm(silent)
    await expect.poll(() => stateOf(silent)).toBe('SUCCESS')
    await shop.stage.fault({ provider, fault: 'notice-before-answer', on: 'transfer' })
    await sent()
    expect(await shop.open()).toMatchObject({ kind: 'transfer', transfer: { state: 'SUCCESS' } })
    await shop.stage.fault({ provider, fault: 'notice-amount-tampered' })
    await confirm(await sent())
    expect(await shop.open()).toMatchObject({ transfer: { amountFen: 12_33n } })
  })
})
