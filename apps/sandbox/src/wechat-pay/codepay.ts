import { checkFields, numberAt, parseBody, textAt } from './fields.ts'
import type { Field } from './fields.ts'
import type { Merchant } from './merchants.ts'
import { CodeRefusal, payByCode, reverse } from './micropay.ts'
import { PayRefusal, orderClosed, orderNotExist, orderPaid } from './refusal.ts'
import { tradeView } from './trades.ts'
import type { World } from '../world.ts'

const identity: Field[] = [
  { path: '/appid', label: '应用AppID', kind: 'text', min: 1, max: 32 },
  { path: '/mchid', label: '直连商户号', kind: 'text', min: 1, max: 32 },
]
const fields: Field[] = [
  ...identity,
  { path: '/description', label: '商品描述', kind: 'text', min: 1, max: 127 },
  {
    path: '/out_trade_no',
    label: '商户订单号',
    kind: 'text',
    min: 6,
    max: 32,
    pattern: /^[0-9A-Za-z_\-|*]+$/,
  },
  { path: '/attach', label: '附加数据', kind: 'text', optional: true, max: 128 },
  { path: '/payer', label: '支付者', kind: 'object' },
  { path: '/payer/auth_code', label: '授权码', kind: 'text', min: 1, max: 32 },
  { path: '/amount', label: '订单金额', kind: 'object' },
  { path: '/amount/total', label: '总金额', kind: 'integer', min: 1, max: 100_000_000_00 },
  { path: '/amount/currency', label: '货币类型', kind: 'text', optional: true, pattern: /^CNY$/ },
  { path: '/scene_info', label: '场景信息', kind: 'object' },
  { path: '/scene_info/store_info', label: '商户门店信息', kind: 'object' },
]

/** The newer way to take a payment code: the same trade, told of in JSON. */
export function createCodePayment(world: World, merchant: Merchant, text: string): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, fields)
  checkIdentity(merchant, body)
  return refusing(() => {
    const trade = payByCode(world, merchant, {
      appid: textAt(body, '/appid') ?? '',
      outTradeNo: textAt(body, '/out_trade_no') ?? '',
      description: textAt(body, '/description') ?? '',
      attach: textAt(body, '/attach') ?? '',
      totalFen: numberAt(body, '/amount/total'),
      authCode: textAt(body, '/payer/auth_code') ?? '',
    })
    return tradeView(trade)
  })
}

export function reverseCodePayment(
  world: World,
  merchant: Merchant,
  outTradeNo: string,
  text: string,
): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, identity)
  checkIdentity(merchant, body)
  return refusing(() => {
    const { trade, recall } = reverse(world, merchant, outTradeNo)
    // This interface has no "call again": it is in trouble, and the merchant calls again by itself.
    if (recall) throw new PayRefusal(500, 'SYSTEM_ERROR', '系统异常，请用相同参数重新调用')
    return { appid: trade.appid, mchid: merchant.mchid, out_trade_no: trade.outTradeNo }
  })
}

function checkIdentity(merchant: Merchant, body: Record<string, unknown>): void {
  if (textAt(body, '/mchid') !== merchant.mchid)
    throw new PayRefusal(400, 'PARAM_ERROR', '请求头中的商户号与请求体中的商户号不一致')
  if (!merchant.appids.includes(textAt(body, '/appid') ?? ''))
    throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
}

function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof CodeRefusal ? inJson(error) : error
  }
}

function inJson({ code, message }: CodeRefusal): PayRefusal {
  switch (code) {
    case 'ORDERPAID':
      return orderPaid()
    case 'ORDERCLOSED':
      return orderClosed()
    case 'ORDERNOTEXIST':
      return orderNotExist()
    case 'AUTHCODEEXPIRE':
      return new PayRefusal(403, 'AUTH_CODE_EXPIRE', message)
    case 'NOTENOUGH':
      return new PayRefusal(403, 'NOT_ENOUGH', message)
    case 'ORDERREVERSED':
      return new PayRefusal(400, 'ORDER_REVERSED', message)
    case 'USERPAYING':
      return new PayRefusal(400, 'USERPAYING', message)
    default:
      return new PayRefusal(403, code, message)
  }
}
