import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AlipayAccount } from '../../src/channels/alipay/account.ts'
import { createAlipayTransfers } from '../../src/channels/alipay/transfer.ts'
import type { AlipayTransferPort, AlipayTransferRequest } from '../../src/channels/alipay/transfer.ts'
import { newNumber, startStage } from './sandbox.ts'
import type { Stage } from './sandbox.ts'

type App = {
  appId: string
  sellerId: string
  appPrivateKeyPem: string
  alipayPublicKeyPem: string
  appCertificatePem: string
  alipayCertificatePem: string
  alipayRootCertificatePem: string
}

const mobile = '13800000003'
let stage: Stage
let app: App
let payeeOpenId: string
let port: AlipayTransferPort
let hasty: AlipayTransferPort

beforeAll(async () => {
  stage = await startStage()
  await stage.control('POST', '/api/people', { name: '王小明', mobile })
  app = await stage.control<App>('POST', '/api/alipay/apps', { isCertified: true })
  payeeOpenId = await openIdAt(app)
  port = portOf(certified(app))
  hasty = portOf(certified(app), { timeoutMilliseconds: 300 })
})
afterEach(() => stage.control('DELETE', '/api/faults'))
afterAll(() => stage.close())

async function openIdAt({ appId }: App): Promise<string> {
  const path = `/api/identity?appId=${appId}&person=${mobile}`
  return (await stage.control<{ openid: string }>('GET', path)).openid
}
function portOf(account: AlipayAccount, patience: { timeoutMilliseconds?: number } = {}) {
  const gatewayUrl = `${stage.sandbox.alipay}/gateway.do`
  return createAlipayTransfers(account, { gatewayUrl, ...patience }, () => new Date())
}
const certified = (made: App): AlipayAccount => ({
  appId: made.appId,
  sellerId: made.sellerId,
  privateKey: made.appPrivateKeyPem,
  trust: {
    mode: 'certificate',
    app: made.appCertificatePem,
    alipay: made.alipayCertificatePem,
    root: made.alipayRootCertificatePem,
  },
})
const order = (change: Partial<AlipayTransferRequest> = {}): AlipayTransferRequest => ({
  outBillNo: newNumber(),
  payee: { openId: payeeOpenId },
  amountFen: 12_34n,
  sceneName: '佣金报酬',
  remark: '三月佣金 50% A&B=C/D\n第二行',
  ...change,
})
const sent = async (change: Partial<AlipayTransferRequest> = {}) => {
  const made = order(change)
  expect(await port.transfer(made)).toMatchObject({ kind: 'ok' })
  return made
}
const stateOf = async ({ outBillNo }: AlipayTransferRequest) => {
  const found = await port.queryTransfer(outBillNo)
  return found.kind === 'ok' ? found.value.state : found.kind
}
/** How often the channel has it. */
const timesMade = async ({ outBillNo }: AlipayTransferRequest) => {
  const path = `/api/transfers?outBillNo=${outBillNo}`
  return (await stage.control<{ items: unknown[] }>('GET', path)).items.length
}

describe('a transfer', () => {
  test('is unknown before, is theirs at once, and is made once however often it is asked for', async () => {
    const made = order()
    expect(await port.queryTransfer(made.outBillNo)).toEqual({ kind: 'absent' })
    const accepted = await port.transfer(made)
    expect(accepted).toMatchObject({ kind: 'ok', value: { outBillNo: made.outBillNo, state: 'SUCCESS' } })
    expect(await port.transfer(made)).toEqual(accepted)
    expect(await port.queryTransfer(made.outBillNo)).toEqual({
      kind: 'ok',
      value: {
        outBillNo: made.outBillNo,
        orderId: (accepted as { value: { orderId: string } }).value.orderId,
        state: 'SUCCESS',
        amountFen: 12_34n,
      },
    })
    expect(await timesMade(made)).toBe(1)
  })

  test('ten of one number at the same moment are one', async () => {
    const made = order()
    const answers = await Promise.all(Array.from({ length: 10 }, () => port.transfer(made)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await timesMade(made)).toBe(1)
  })

  test('under the same number with other content is refused, and the first stays', async () => {
    const made = await sent()
    expect(await port.transfer({ ...made, amountFen: 99n })).toMatchObject({
      kind: 'refused',
      code: 'REQUEST_INCONSISTENT',
    })
    expect(await port.queryTransfer(made.outBillNo)).toMatchObject({ value: { amountFen: 12_34n } })
  })

  test('of another app is not seen under its number', async () => {
    const other = await stage.control<App>('POST', '/api/alipay/apps', { isCertified: true })
    const made = await sent()
    expect(await portOf(certified(other)).queryTransfer(made.outBillNo)).toEqual({ kind: 'absent' })
  })

  test('compares the name where one is given', async () => {
    expect(await stateOf(await sent({ payeeName: '王小明' }))).toBe('SUCCESS')
    const wrong = order({ payeeName: '王大明' })
    expect(await port.transfer(wrong)).toMatchObject({ kind: 'refused', code: 'PAYEE_USER_INFO_ERROR' })
    expect(await port.queryTransfer(wrong.outBillNo)).toEqual({ kind: 'absent' })
  })
})

test.each([
  ['a stranger', { payee: { openId: 'nobody' } }, 'PAYEE_NOT_EXIST'],
  ['too little', { amountFen: 9n }, 'EXCEED_LIMIT_SM_MIN_AMOUNT'],
  ['no scene', { sceneName: '' }, 'INVALID_PARAMETER'],
  ['a number in another form', { outBillNo: '转账一' }, 'INVALID_PARAMETER'],
])('refused: %s; and nothing was made', async (_, change, code) => {
  const made = order(change)
  expect(await port.transfer(made)).toMatchObject({ kind: 'refused', code })
  expect(await timesMade(made)).toBe(0)
})

describe('certificates', () => {
  test('an app with keys only is refused', async () => {
    const plain = await stage.control<App>('POST', '/api/alipay/apps', {})
    const { appId, sellerId, appPrivateKeyPem: privateKey, alipayPublicKeyPem: alipayPublicKey } = plain
    const trust = { mode: 'public-key' as const, alipayPublicKey }
    const own = portOf({ appId, sellerId, privateKey, trust })
    const made = order({ payee: { openId: await openIdAt(plain) } })
    expect(await own.transfer(made)).toMatchObject({ kind: 'refused', code: 'isv.missing-app-cert-sn' })
    expect(await own.queryTransfer(made.outBillNo)).toEqual({ kind: 'absent' })
  })

  test('those of another app are refused, and an answer that they do not verify decides nothing', async () => {
    const other = await stage.control<App>('POST', '/api/alipay/apps', { isCertified: true })
    const mixed = (change: Partial<App>) => portOf(certified({ ...app, ...change }))
    expect(await mixed({ appCertificatePem: other.appCertificatePem }).transfer(order())).toMatchObject({
      kind: 'refused',
      code: 'isv.invalid-app-cert-sn',
    })
    expect(
      await mixed({ alipayRootCertificatePem: other.alipayRootCertificatePem }).transfer(order()),
    ).toMatchObject({ kind: 'refused', code: 'isv.invalid-alipay-root-cert-sn' })
    const made = order()
    const blind = mixed({ alipayCertificatePem: other.alipayCertificatePem })
    expect(await blind.transfer(made)).toMatchObject({ kind: 'unknown', cause: 'bad-signature' })
    expect(await blind.queryTransfer(made.outBillNo)).toMatchObject({ cause: 'bad-signature' })
    expect(await stateOf(made)).toBe('SUCCESS')
  })
})

describe('in doubt', () => {
  const provider = 'alipay'
  test.each([
    ['slow', 'timeout'],
    ['error-after-accept', 'server-error'],
    ['answer-lost', 'network'],
  ])('%s: unknown; the query finds it and a repeat is the same', async (fault, cause) => {
    const made = order()
    // The SDK repeats by itself what broke off once.
    const count = fault === 'answer-lost' ? 2 : 1
    await stage.fault({ provider, fault, on: 'transfer', milliseconds: 900, count })
    expect(await (fault === 'slow' ? hasty : port).transfer(made)).toMatchObject({ kind: 'unknown', cause })
    const found = await port.queryTransfer(made.outBillNo)
    expect(found).toMatchObject({ kind: 'ok', value: { state: 'SUCCESS', amountFen: 12_34n } })
    expect(await port.transfer(made)).toMatchObject({ kind: 'ok', value: { state: 'SUCCESS' } })
    expect(await timesMade(made)).toBe(1)
  })

  test('too many calls: nothing was done, and asking may be limited too', async () => {
    const made = order()
    await stage.fault({ provider, fault: 'rate-limit', on: 'transfer' })
    expect(await port.transfer(made)).toMatchObject({ kind: 'unknown', cause: 'rate-limited' })
    await stage.fault({ provider, fault: 'rate-limit', on: 'query-transfer' })
    expect(await port.queryTransfer(made.outBillNo)).toMatchObject({ kind: 'unknown', cause: 'rate-limited' })
    expect(await port.queryTransfer(made.outBillNo)).toEqual({ kind: 'absent' })
  })

  test('a slow query decides nothing', async () => {
    const made = await sent()
    await stage.fault({ provider, fault: 'slow', on: 'query-transfer', milliseconds: 900 })
    expect(await hasty.queryTransfer(made.outBillNo)).toMatchObject({ kind: 'unknown', cause: 'timeout' })
    expect(await stateOf(made)).toBe('SUCCESS')
  })

  test('no money: refused, and the same number pays once there is some', async () => {
    const made = order()
    await stage.fault({ provider, fault: 'transfer-no-money' })
    expect(await port.transfer(made)).toMatchObject({ kind: 'refused', code: 'PAYER_BALANCE_NOT_ENOUGH' })
    expect(await port.queryTransfer(made.outBillNo)).toEqual({ kind: 'absent' })
    expect(await port.transfer(made)).toMatchObject({ kind: 'ok', value: { state: 'SUCCESS' } })
  })

  test.each(['SUCCESS', 'FAIL'])('stuck, until it comes to its end: %s', async (state) => {
    await stage.fault({ provider, fault: 'transfer-stuck' })
    const made = await sent()
    expect(await stateOf(made)).toBe('DEALING')
    await stage.control('POST', '/api/transfers/end', { outBillNo: made.outBillNo, state })
    expect(await stateOf(made)).toBe(state)
    expect(await port.transfer(made)).toMatchObject({ kind: 'ok', value: { state } })
  })

  test('an account that cannot take it: failed, with the reason', async () => {
    await stage.fault({ provider, fault: 'transfer-fail' })
    const made = await sent()
    expect(await port.queryTransfer(made.outBillNo)).toMatchObject({
      kind: 'ok',
      value: { state: 'FAIL', failReason: expect.stringMatching(/./) as string },
    })
  })
})
