import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

export type Numbers = { code: string; count: number; merchantNumber: string; day: string }

/** The number of the payment at a place, as the database makes it too. */
const numberOf = (code: string, place: number): string => code + String(place).padStart(26, '0')
const amountOf = (place: number): number => 100 + (place % 9900)
const yuan = (fen: number): string => {
  const text = String(fen).padStart(3, '0')
  return `${text.slice(0, -2)}.${text.slice(-2)}`
}

const heads =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,' +
  '手续费,费率,订单金额,申请退款金额,费率备注\r\n'
const totals =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n'

/** WeChat Pay's trade bill of so many payments, packed, without ever having the whole of it. */
export async function writeBill(path: string, numbers: Numbers): Promise<void> {
  await pipeline(Readable.from(pieces(numbers)), createGzip({ level: 1 }), createWriteStream(path))
}

function* pieces({ code, count, merchantNumber, day }: Numbers): Generator<string> {
  yield `\uFEFF${heads}`
  let paidFen = 0
  let feeFen = 0
  let piece = ''
  for (let place = 0; place < count; place++) {
    const fen = amountOf(place)
    const fee = Math.round((fen * 600) / 100_000)
    paidFen += fen
    feeFen += fee
    const amount = yuan(fen)
    piece +=
      `\`${day} 12:00:00,\`wx00000000000bench,\`${merchantNumber},\`0,\`,\`42000${String(place).padStart(23, '0')},` +
      `\`${numberOf(code, place)},\`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,\`JSAPI,\`SUCCESS,\`OTHERS,\`CNY,\`${amount},\`0.00,` +
      `\`0,\`0,\`0.00,\`0.00,\`,\`,\`十次游泳卡,\`,\`${yuan(fee)}000,\`0.60%,\`${amount},\`0.00,\`\r\n`
    if (piece.length > 65_536) {
      yield piece
      piece = ''
    }
  }
  yield piece
  const sum = yuan(paidFen)
  yield `${totals}\`${count}.0,\`${sum},\`0.00,\`0.00,\`${yuan(feeFen)}000,\`${sum},\`0.00\r\n`
}

/** The same payments in the database: number and amount by their place. */
export const paymentsSql = `
  insert into payment_attempt (merchant_id, id, order_id, channel_account_id, method, app_id, out_trade_no, amount_fen,
    state, request_hash, transaction_no, expires_at, created_at, succeeded_at)
  select $1::uuid, gen_random_uuid(), $2::uuid, $3::uuid, 'wechat-jsapi', 'wx00000000000bench',
    $4::text || lpad(place::text, 26, '0'), 100 + place % 9900, 'succeeded', '', '42000' || lpad(place::text, 23, '0'),
    $5::timestamptz, $5::timestamptz, $5::timestamptz + place * interval '10 milliseconds'
  from generate_series($6::integer, $7::integer - 1) place`
