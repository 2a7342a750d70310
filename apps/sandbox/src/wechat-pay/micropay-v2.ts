import { letters } from '../identifiers.ts'
import { json } from '../listen.ts'
import type { Answer, Incoming, Outgoing } from '../listen.ts'
import { spoil } from '../world.ts'
import type { World } from '../world.ts'
import { findMerchant } from './merchants.ts'
import type { Merchant } from './merchants.ts'
import { CodeRefusal, payByCode, reverse } from './micropay.ts'
import { findTrade, stateTexts } from './trades.ts'
import type { Trade } from './trades.ts'
import { parseXml, signV2, xml } from './v2-xml.ts'
import type { V2Fields, V2SignType } from './v2-xml.ts'

type Call = { world: World; merchant: Merchant; fields: V2Fields }
type Operation = { on: string; run(call: Call): V2Fields }

const operations = new Map<string, Operation>([
  ['/pay/micropay', { on: 'barcode', run: micropay }],
  ['/pay/orderquery', { on: 'query', run: orderQuery }],
  ['/secapi/pay/reverse', { on: 'reverse', run: reverseOrder }],
])

export const isV2 = (incoming: Incoming): boolean => operations.has(incoming.path)

const textOf = (fields: V2Fields, name: string): string => fields[name] ?? ''
const unsigned = (message: string): Outgoing => xml({ return_code: 'FAIL', return_msg: message })

/** A failure of the business, which is a signed answer like any other. */
class V2Failure extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** What is wrong with the call itself is said without a signature, and always with 200. */
export async function wechatPayV2(world: World, incoming: Incoming): Promise<Answer> {
  const operation = operations.get(incoming.path)
  if (operation === undefined) return { status: 404 }
  if (incoming.method !== 'POST') return unsigned('请使用post方法')
  const fields = parseXml(incoming.body)
  if (fields === undefined) return unsigned('XML格式错误')
  const merchant = findMerchant(world, textOf(fields, 'mch_id'))
  if (merchant === undefined) return unsigned('商户号mch_id与appid不匹配')
  const signType: V2SignType = textOf(fields, 'sign_type') === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'MD5'
  if (textOf(fields, 'nonce_str') === '') return unsigned('缺少参数nonce_str')
  if (signV2(fields, merchant.apiV2Key, signType) !== textOf(fields, 'sign')) return unsigned('签名错误')
  if (!merchant.appids.includes(textOf(fields, 'appid'))) return unsigned('appid和mch_id不匹配')

  const written = (content: V2Fields): Outgoing => answer(merchant, fields, signType, content)
  const failure = (code: string, message: string): Outgoing =>
    written({ result_code: 'FAIL', err_code: code, err_code_des: message })
  const occasion = { provider: 'wechat-pay', merchant: merchant.mchid, on: operation.on } as const
  if (world.faults.take('rate-limit', occasion) !== undefined)
    return json(429, { message: 'Too Many Requests' })
  try {
    const made = written({ result_code: 'SUCCESS', ...operation.run({ world, merchant, fields }) })
    return await spoil(world, occasion, made, () => failure('SYSTEMERROR', '系统超时'))
  } catch (error) {
    if (error instanceof CodeRefusal || error instanceof V2Failure) {
      const declined = failure(error.code, error.message)
      return await spoil(world, occasion, declined, () => failure('SYSTEMERROR', '系统超时'))
    }
    throw error
  }
}

function answer(merchant: Merchant, asked: V2Fields, signType: V2SignType, content: V2Fields): Outgoing {
  const fields: V2Fields = {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    appid: textOf(asked, 'appid'),
    mch_id: merchant.mchid,
    nonce_str: letters(32),
    ...content,
  }
  return xml({ ...fields, sign: signV2(fields, merchant.apiV2Key, signType) })
}

function micropay({ world, merchant, fields }: Call): V2Fields {
  const needed = ['body', 'out_trade_no', 'total_fee', 'spbill_create_ip', 'auth_code']
  const missing = needed.find((name) => textOf(fields, name) === '')
  if (missing !== undefined) throw new V2Failure('LACK_PARAMS', `缺少参数 ${missing}`)
  if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(textOf(fields, 'out_trade_no')))
    throw new V2Failure('PARAM_ERROR', 'out_trade_no 参数格式错误')
  if (!/^[1-9]\d{0,9}$/.test(textOf(fields, 'total_fee')))
    throw new V2Failure('PARAM_ERROR', 'total_fee 参数格式错误')
  if (Buffer.byteLength(textOf(fields, 'body')) > 128) throw new V2Failure('PARAM_ERROR', 'body 参数长度有误')
  if (!/^1[0-5]\d{16}$/.test(textOf(fields, 'auth_code')))
    throw new V2Failure('AUTH_CODE_ERROR', '请扫描微信支付被扫条码/二维码')
  const trade = payByCode(world, merchant, {
    appid: textOf(fields, 'appid'),
    outTradeNo: textOf(fields, 'out_trade_no'),
    description: textOf(fields, 'body'),
    attach: textOf(fields, 'attach'),
    totalFen: Number(textOf(fields, 'total_fee')),
    authCode: textOf(fields, 'auth_code'),
  })
  if (trade.state === 'USERPAYING') throw new CodeRefusal('USERPAYING')
  return paidFields(trade)
}

function orderQuery({ world, merchant, fields }: Call): V2Fields {
  const trade = findTrade(world, merchant.mchid, textOf(fields, 'out_trade_no'))
  if (trade === undefined) throw new CodeRefusal('ORDERNOTEXIST')
  return {
    ...(trade.transactionId === undefined
      ? { out_trade_no: trade.outTradeNo, total_fee: String(trade.totalFen) }
      : paidFields(trade)),
    trade_state: trade.state,
    trade_state_desc: stateTexts[trade.state],
  }
}

function reverseOrder({ world, merchant, fields }: Call): V2Fields {
  const { recall } = reverse(world, merchant, textOf(fields, 'out_trade_no'))
  return { recall: recall ? 'Y' : 'N' }
}

function paidFields(trade: Trade): V2Fields {
  const total = String(trade.totalFen)
  return {
    openid: trade.payerOpenid ?? '',
    is_subscribe: 'N',
    trade_type: trade.tradeType,
    bank_type: 'OTHERS',
    fee_type: 'CNY',
    total_fee: total,
    cash_fee: total,
    cash_fee_type: 'CNY',
    transaction_id: trade.transactionId ?? '',
    out_trade_no: trade.outTradeNo,
    attach: trade.attach ?? '',
    time_end: compactTime(new Date(trade.paidAt ?? trade.createdAt)),
  }
}

/** 20261120163424, in Shanghai. */
function compactTime(at: Date): string {
  const shanghai = new Date(at.getTime() + 8 * 3_600_000).toISOString()
  return shanghai.replaceAll(/\D/g, '').slice(0, 14)
}
