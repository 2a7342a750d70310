import { canonical } from '../canonical.ts'
import { alipayTime, compactDay } from '../clock.ts'
import { digits } from '../identifiers.ts'
import type { World } from '../world.ts'
import { textOf } from './orders.ts'
import type { Biz } from './orders.ts'
import { GatewayRefusal, missing } from './refusal.ts'
import type { Content, GatewayCall } from './trade-calls.ts'
import { fenOf, yuanOf } from './yuan.ts'

export type AlipayTransfer = {
  appId: string
  outBillNo: string
  orderId: string
  payeeName: string
  title: string
  amountFen: number
  status: 'SUCCESS' | 'DEALING' | 'FAIL'
  failReason?: string
  createdAt: string
  sent: string
}

const transfersIn = (world: World) => world.store.collection<AlipayTransfer>('alipay-transfer')
const success = { code: '10000', msg: 'Success' }
/** Funds answer their reasons without the prefix that trades have. */
const failed = (subCode: string, message: string) => new GatewayRefusal('40004', subCode, message)
const invalidParameter = (name: string) => failed('INVALID_PARAMETER', `参数有误：${name}`)

export const latestAlipayTransfers = (world: World, limit: number): AlipayTransfer[] =>
  transfersIn(world).latest(limit)

/** Money to a person, who need not confirm. Only apps in certificate mode may. */
export function transfer({ world, app, params, biz }: GatewayCall): Content {
  if ((params['app_cert_sn'] ?? '') === '' || (params['alipay_root_cert_sn'] ?? '') === '')
    throw missing('isv.missing-app-cert-sn', '缺少应用公钥证书SN')
  checkTransfer(biz)
  const outBillNo = textOf(biz, 'out_biz_no') ?? ''
  const payee = payeeIn(biz)
  const person = world.people.byOpenid(app.appId, payee.identity)
  if (person === undefined) throw failed('PAYEE_NOT_EXIST', '收款用户不存在')
  if (payee.name !== undefined && payee.name !== person.name)
    throw failed('PAYEE_USER_INFO_ERROR', '支付宝账号和姓名不匹配，请确认姓名是否正确')
  const key = `${app.appId}:${outBillNo}`
  const sent = canonical(biz)
  const earlier = transfersIn(world).find(key)
  if (earlier !== undefined) {
    if (earlier.sent !== sent) throw failed('REQUEST_INCONSISTENT', '商户订单号重复，且请求内容不一致')
    return answerOf(earlier)
  }
  const occasion = { provider: 'alipay', merchant: app.appId, on: 'transfer' } as const
  const took = (fault: 'transfer-no-money' | 'transfer-stuck' | 'transfer-fail') =>
    world.faults.take(fault, occasion) !== undefined
  if (took('transfer-no-money')) throw failed('PAYER_BALANCE_NOT_ENOUGH', '付款方余额不足')
  const now = world.clock.now()
  const made: AlipayTransfer = {
    appId: app.appId,
    outBillNo,
    orderId: `${compactDay(now)}110070${digits(16)}`,
    payeeName: person.name,
    title: textOf(biz, 'order_title') ?? '',
    amountFen: fenOf(biz['trans_amount']) ?? 0,
    status: took('transfer-stuck') ? 'DEALING' : 'SUCCESS',
    createdAt: now.toISOString(),
    sent,
    ...(took('transfer-fail') ? { status: 'FAIL' as const, failReason: 'PAYEE_ACC_OCUPIED' } : {}),
  }
  transfersIn(world).save(key, made)
  return answerOf(made)
}

function checkTransfer(biz: Biz): void {
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(textOf(biz, 'out_biz_no') ?? '')) throw invalidParameter('out_biz_no')
  const amount = fenOf(biz['trans_amount'])
  if (amount === undefined) throw invalidParameter('trans_amount')
  if (amount < 10) throw failed('EXCEED_LIMIT_SM_MIN_AMOUNT', '单笔最低转账金额0.1元')
  if (biz['product_code'] !== 'TRANS_ACCOUNT_NO_PWD') throw invalidParameter('product_code')
  if (biz['biz_scene'] !== 'DIRECT_TRANSFER') throw invalidParameter('biz_scene')
  if (textOf(biz, 'order_title') === undefined) throw invalidParameter('order_title')
  if (textOf(biz, 'transfer_scene_name') === undefined) throw invalidParameter('transfer_scene_name')
}

function payeeIn(biz: Biz): { identity: string; name: string | undefined } {
  const given = biz['payee_info']
  if (typeof given !== 'object' || given === null) throw invalidParameter('payee_info')
  const payee = given as Biz
  const identity = textOf(payee, 'identity')
  if (
    identity === undefined ||
    !['ALIPAY_OPEN_ID', 'ALIPAY_USER_ID'].includes(String(payee['identity_type']))
  )
    throw invalidParameter('payee_info')
  return { identity, name: textOf(payee, 'name') }
}

const answerOf = (made: AlipayTransfer): Content => ({
  ...success,
  out_biz_no: made.outBillNo,
  order_id: made.orderId,
  pay_fund_order_id: made.orderId,
  status: made.status,
  trans_date: alipayTime(new Date(made.createdAt)),
})

export function queryTransfer({ world, app, biz }: GatewayCall): Content {
  if (biz['product_code'] !== 'TRANS_ACCOUNT_NO_PWD') throw invalidParameter('product_code')
  const made = transfersIn(world).find(`${app.appId}:${textOf(biz, 'out_biz_no') ?? ''}`)
  if (made === undefined) throw failed('ORDER_NOT_EXIST', '转账订单不存在')
  return {
    ...answerOf(made),
    trans_amount: yuanOf(made.amountFen),
    ...(made.failReason === undefined ? {} : { error_code: made.failReason, fail_reason: '收款账户异常' }),
  }
}

/** What a fault left in the middle comes to its end. */
export function endAlipayTransfer(world: World, outBillNo: string, status: 'SUCCESS' | 'FAIL'): boolean {
  const found = latestAlipayTransfers(world, 1000).find((each) => each.outBillNo === outBillNo)
  if (found?.status !== 'DEALING') return false
  const failure = status === 'FAIL' ? { failReason: 'PAYEE_ACC_OCUPIED' } : {}
  transfersIn(world).save(`${found.appId}:${outBillNo}`, { ...found, status, ...failure })
  return true
}
