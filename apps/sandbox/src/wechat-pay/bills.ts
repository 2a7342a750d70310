import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { alipayTime } from '../clock.ts'
import { yuanOf } from '../alipay/yuan.ts'
import { billRows, dayOf, feeOf, readyAt } from '../bills/rows.ts'
import type { BillRow } from '../bills/rows.ts'
import { hex } from '../identifiers.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import type { World } from '../world.ts'
import { authorize } from './authorization.ts'
import { PayRefusal, paramError } from './refusal.ts'
import { latestRefunds } from './refunds.ts'
import { tradesIn } from './trades.ts'

const all = 1_000_000

/** What this number was paid and what it gave back on a day, by the sandbox's own records. */
export function wechatRecords(world: World, merchant: string, day: string): BillRow[] {
  const trades = tradesIn(world)
    .earliest(all)
    .filter(({ mchid }) => mchid === merchant)
  const payments = trades.flatMap((trade): BillRow[] => {
    if (trade.paidAt === undefined || dayOf(trade.paidAt) !== day) return []
    return [
      {
        item: 'payment',
        number: trade.outTradeNo,
        tradeNumber: trade.outTradeNo,
        transactionNo: trade.transactionId ?? '',
        refundNo: '0',
        app: trade.appid,
        payer: trade.payerOpenid ?? '',
        type: trade.tradeType,
        title: trade.description,
        totalFen: trade.totalFen,
        amountFen: trade.totalFen,
        feeFen: feeOf(trade.totalFen),
        state: trade.state === 'REVOKED' ? 'REVOKED' : 'SUCCESS',
        at: trade.paidAt,
      },
    ]
  })
  const tradeOf = new Map(trades.map((trade) => [trade.outTradeNo, trade]))
  const refunds = latestRefunds(world, all).flatMap((refund): BillRow[] => {
    const { mchid, status, successAt } = refund
    if (mchid !== merchant || status !== 'SUCCESS' || successAt === undefined || dayOf(successAt) !== day)
      return []
    const trade = tradeOf.get(refund.outTradeNo)
    return [
      {
        item: 'refund',
        number: refund.outRefundNo,
        tradeNumber: refund.outTradeNo,
        transactionNo: refund.transactionId,
        refundNo: refund.refundId,
        app: trade?.appid ?? '',
        payer: trade?.payerOpenid ?? '',
        type: trade?.tradeType ?? '',
        title: trade?.description ?? '',
        totalFen: refund.totalFen,
        amountFen: refund.refundFen,
        feeFen: -feeOf(refund.refundFen),
        state: 'SUCCESS',
        at: successAt,
      },
    ]
  })
  return [...payments, ...refunds]
}

type Kept = { merchant: string; file: string; at: string }
const filesIn = (world: World) => world.store.collection<Kept>('wechat-bill-file')
const fiveMinutesMs = 300_000

/** GET /v3/bill/tradebill: where the day's bill is, and the SHA1 of what it holds unpacked. */
export function askForBill(world: World, mchid: string, query: URLSearchParams): Record<string, string> {
  const day = query.get('bill_date') ?? ''
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw paramError('/bill_date', day, '账单日期格式错误', 'query')
  if (query.get('bill_type') !== 'ALL' || query.get('tar_type') !== 'GZIP')
    throw paramError('/bill_type', query.get('bill_type'), '沙箱只有 ALL 与 GZIP', 'query')
  const occasion = { provider: 'wechat-pay', merchant: mchid, on: 'bill' } as const
  const isEarly = world.clock.now() < readyAt(day)
  if (isEarly || world.faults.take('bill-creating', occasion) !== undefined)
    throw new PayRefusal(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试')
  const rows = billRows(world, { provider: 'wechat-pay', merchant: mchid, day }, wechatRecords)
  if (rows.length === 0) throw new PayRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在')

  const plain = spoiled(world, mchid, written(mchid, rows))
  const sha1 = createHash('sha1').update(plain).digest('hex')
  const isWrong = world.faults.take('bill-wrong-hash', occasion) !== undefined
  const token = hex(24)
  const file = gzipSync(plain, { level: 1 }).toString('base64')
  filesIn(world).save(token, { merchant: mchid, file, at: world.clock.now().toISOString() })
  return {
    hash_type: 'SHA1',
    hash_value: isWrong ? sha1.split('').toReversed().join('') : sha1,
    download_url: `${world.urls.wechatPay}/v3/billdownload/file?token=${token}`,
  }
}

/** The file itself; the real one is not signed either. */
export function downloadBill(world: World, incoming: Incoming): Outgoing {
  const { merchant } = authorize(world, incoming)
  const token = incoming.query.get('token') ?? ''
  const kept = filesIn(world).find(token)
  const isOld = kept !== undefined && world.clock.now().getTime() - Date.parse(kept.at) > fiveMinutesMs
  if (kept?.merchant !== merchant.mchid || isOld)
    throw new PayRefusal(403, 'NO_AUTH', '下载地址已失效，请重新申请账单')
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(kept.file, 'base64'),
  }
}

function spoiled(world: World, merchant: string, plain: Buffer): Buffer {
  const occasion = { provider: 'wechat-pay', merchant, on: 'bill' } as const
  if (world.faults.take('bill-truncated', occasion) !== undefined)
    return plain.subarray(0, Math.floor(plain.length * 0.7))
  if (world.faults.take('bill-other-encoding', occasion) !== undefined)
    return Buffer.from(plain.toString('utf8'), 'utf16le')
  if (world.faults.take('bill-column-missing', occasion) !== undefined)
    return Buffer.from(plain.toString('utf8').replace('应结订单金额', '应结金额'))
  return plain
}

const heads =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,' +
  '手续费,费率,订单金额,申请退款金额,费率备注'
const totalHeads =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

const signed = (fen: number): string => (fen < 0 ? `-${yuanOf(-fen)}` : yuanOf(fen))
const line = (fields: string[]): string => fields.map((field) => `\`${field}`).join(',')

function written(mchid: string, rows: BillRow[]): Buffer {
  const sum = (of: (row: BillRow) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const isPayment = (row: BillRow): boolean => row.item === 'payment'
  const paidFen = sum((row) => (isPayment(row) ? row.amountFen : 0))
  const refundedFen = sum((row) => (isPayment(row) ? 0 : row.amountFen))
  const feeFen = sum((row) => row.feeFen)
  const totals = [`${rows.length}.0`, yuanOf(paidFen), yuanOf(refundedFen), '0.00', `${signed(feeFen)}000`]
  const summary = line([...totals, yuanOf(paidFen), yuanOf(refundedFen)])
  const body = rows.map((row) => line(fieldsOf(mchid, row)))
  return Buffer.from(`\uFEFF${[heads, ...body, totalHeads, summary].join('\r\n')}\r\n`)
}

function fieldsOf(mchid: string, row: BillRow): string[] {
  const isPayment = row.item === 'payment'
  const none = '0.00'
  return [
    alipayTime(new Date(row.at)),
    row.app,
    mchid,
    '0',
    '',
    row.transactionNo,
    row.tradeNumber,
    row.payer,
    row.type,
    isPayment ? row.state : 'REFUND',
    'OTHERS',
    'CNY',
    isPayment ? yuanOf(row.amountFen) : none,
    none,
    isPayment ? '0' : row.refundNo,
    isPayment ? '0' : row.number,
    isPayment ? none : yuanOf(row.amountFen),
    none,
    isPayment ? '' : 'ORIGINAL',
    isPayment ? '' : row.state,
    row.title.replace(/[\r\n`]/g, ' '),
    '',
    `${signed(row.feeFen)}000`,
    '0.60%',
    isPayment ? yuanOf(row.totalFen) : none,
    isPayment ? none : yuanOf(row.amountFen),
    '',
  ]
}
