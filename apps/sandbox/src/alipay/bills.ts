import { alipayTime } from '../clock.ts'
import { billRows, dayOf, feeOf, readyAt } from '../bills/rows.ts'
import type { BillRow } from '../bills/rows.ts'
import { hex } from '../identifiers.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import type { World } from '../world.ts'
import type { AlipayApp } from './apps.ts'
import { gbk } from './gbk.ts'
import { textOf } from './orders.ts'
import { GatewayRefusal, invalidParameter } from './refusal.ts'
import type { Content, GatewayCall } from './trade-calls.ts'
import { latestTrades } from './trades.ts'
import type { AlipayTrade } from './trades.ts'
import { yuanOf } from './yuan.ts'
import { zip } from './zip.ts'

const all = 1_000_000

/** What this app was paid and what it gave back on a day, by the sandbox's own records. */
export function alipayRecords(world: World, merchant: string, day: string): BillRow[] {
  const trades = latestTrades(world, all)
    .filter(({ appId, paidAt }) => appId === merchant && paidAt !== undefined)
    .toReversed()
  return trades.flatMap((trade): BillRow[] => {
    const payment: BillRow = {
      item: 'payment',
      number: trade.outTradeNo,
      refundNo: '',
      amountFen: trade.totalFen,
      feeFen: feeOf(trade.totalFen),
      state: 'SUCCESS',
      at: trade.paidAt ?? '',
      ...sameOf(trade),
    }
    const refunds = trade.refunds.map((refund): BillRow => ({
      item: 'refund',
      number: refund.outRequestNo,
      refundNo: refund.outRequestNo,
      amountFen: refund.refundFen,
      feeFen: -feeOf(refund.refundFen),
      state: 'SUCCESS',
      at: refund.at,
      ...sameOf(trade),
    }))
    return [payment, ...refunds].filter(({ at }) => dayOf(at) === day)
  })
}

const sameOf = (trade: AlipayTrade) => ({
  tradeNumber: trade.outTradeNo,
  transactionNo: trade.tradeNo,
  app: trade.appId,
  payer: trade.payerOpenId ?? '',
  type: trade.method,
  title: trade.subject,
  totalFen: trade.totalFen,
})

type Kept = { file: string; at: string }
const filesIn = (world: World) => world.store.collection<Kept>('alipay-bill-file')
const halfMinuteMs = 30_000

/** alipay.data.dataservice.bill.downloadurl.query */
export function askForBill({ world, app, biz }: GatewayCall): Content {
  const day = textOf(biz, 'bill_date') ?? ''
  if (textOf(biz, 'bill_type') !== 'trade') throw invalidParameter('bill_type')
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw invalidParameter('bill_date')
  const occasion = { provider: 'alipay', merchant: app.appId, on: 'bill' } as const
  const isEarly =
    world.clock.now() < readyAt(day) || world.faults.take('bill-creating', occasion) !== undefined
  const rows = billRows(world, { provider: 'alipay', merchant: app.appId, day }, alipayRecords)
  if (isEarly || rows.length === 0)
    throw new GatewayRefusal('40004', 'isp.bill_not_exist', '您查询的账单不存在')

  const token = hex(24)
  const file = spoiled(world, app, packed(app, day, rows, world)).toString('base64')
  filesIn(world).save(token, { file, at: world.clock.now().toISOString() })
  const url = `${world.urls.alipay}/downloadBillFile.resource?token=${token}`
  return { code: '10000', msg: 'Success', bill_download_url: url }
}

export function downloadBill(world: World, incoming: Incoming): Outgoing {
  const kept = filesIn(world).find(incoming.query.get('token') ?? '')
  if (kept === undefined || world.clock.now().getTime() - Date.parse(kept.at) > halfMinuteMs)
    return { status: 403, body: 'expired' }
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(kept.file, 'base64'),
  }
}

function spoiled(world: World, app: AlipayApp, file: Buffer): Buffer {
  const occasion = { provider: 'alipay', merchant: app.appId, on: 'bill' } as const
  const isCut = world.faults.take('bill-truncated', occasion) !== undefined
  return isCut ? file.subarray(0, Math.floor(file.length * 0.7)) : file
}

function packed(app: AlipayApp, day: string, rows: BillRow[], world: World): Buffer {
  const occasion = { provider: 'alipay', merchant: app.appId, on: 'bill' } as const
  const isOther = world.faults.take('bill-other-encoding', occasion) !== undefined
  const isShort = world.faults.take('bill-column-missing', occasion) !== undefined
  const text = written(app, day, rows)
  const details = isShort ? text.replace('商家实收（元）', '实收（元）') : text
  const compact = day.replaceAll('-', '')
  const name = (what: string): Buffer => gbk(`${app.sellerId}0156_${compact}_${what}.csv`)
  return zip([
    { name: name('业务明细(汇总)'), content: gbk(`#支付宝业务汇总查询\r\n#账号：[${app.sellerId}0156]\r\n`) },
    { name: name('业务明细'), content: isOther ? Buffer.from(details, 'utf16le') : gbk(details) },
  ])
}

const heads =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,' +
  '商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,' +
  '卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

const signed = (fen: number): string => (fen < 0 ? `-${yuanOf(-fen)}` : yuanOf(fen))

function written(app: AlipayApp, day: string, rows: BillRow[]): string {
  const payments = rows.filter(({ item }) => item === 'payment')
  const refunds = rows.filter(({ item }) => item === 'refund')
  const sum = (some: BillRow[]): number => some.reduce((total, { amountFen }) => total + amountFen, 0)
  const compact = day.replaceAll('-', '年').replace(/年(\d\d)$/, '月$1日')
  const lines = [
    '#支付宝业务明细查询',
    `#账号：[${app.sellerId}0156]`,
    `#起始日期：[${compact} 00:00:00]   终止日期：[${compact} 24:00:00]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    heads,
    ...rows.map((row) => fieldsOf(row).join(',')),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${payments.length}笔，商家实收共${signed(sum(payments))}元，商家优惠共0.00元`,
    `#退款合计：${refunds.length}笔，商家实收退款共${signed(-sum(refunds))}元，商家优惠退款共0.00元`,
    `#导出时间：[${compact} 10:00:00]`,
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** Numbers are padded with tabs; what the merchant pays is below zero. */
function fieldsOf(row: BillRow): string[] {
  const isPayment = row.item === 'payment'
  const time = alipayTime(new Date(row.at))
  const amount = signed(isPayment ? row.amountFen : -row.amountFen)
  const fixed = ['', '', '', '', row.payer.slice(0, 12)]
  const discounts = ['0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00']
  return [
    `${row.transactionNo}\t`,
    `${row.tradeNumber}\t`,
    isPayment ? '交易' : '退款',
    row.title,
    time,
    time,
    ...fixed,
    signed(isPayment ? row.totalFen : -row.amountFen),
    amount,
    ...discounts,
    isPayment ? '' : `${row.number}\t`,
    signed(-row.feeFen),
    '0.00',
    '',
  ]
}
