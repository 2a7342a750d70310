import { BillUnusable } from '../bill.ts'
import type { BillFile, BillLine, ReadBill } from '../bill.ts'
import { decoded, fieldCutter, forEachLine, nearestFen, placesOf, thousandthsOf } from '../bill-text.ts'
import type { FieldCutter } from '../bill-text.ts'
import { contentOf, entriesOf } from './bill-zip.ts'

const wanted = {
  tradeNo: '支付宝交易号',
  outTradeNo: '商户订单号',
  type: '业务类型',
  at: '完成时间',
  amount: '商家实收（元）',
  outRequestNo: '退款批次号/请求号',
  fee: '服务费（元）',
} as const
const freeText = '商品名称'

type Places = Record<keyof typeof wanted, number>

/**
 * Reads the trade bill: a zip of GBK files with GBK names, of which the one with the details counts. Lines that begin
 * with # tell whose it is and what it adds up to; believe no row before this has answered.
 */
export async function readAlipayBill(file: BillFile, { onLine, ...read }: ReadBill): Promise<void> {
  const entry = (await entriesOf(file)).find(({ name }) => isDetails(name))
  if (!entry) throw new BillUnusable('bill.zip_wrong', '业务明细')
  const rows = rowReader(read.merchantNumbers, onLine)
  await forEachLine(contentOf(file, entry), rows.read)
  rows.end()
}

function isDetails(name: Buffer): boolean {
  const text = decoded(name.toString('latin1'), 'gbk') ?? ''
  return text.endsWith('业务明细.csv')
}

function rowReader(merchantNumbers: readonly string[], onLine: (line: BillLine) => void) {
  const latin = latinWords()
  let width = 0
  let places: Places | undefined
  let place = 0
  let isOver = false
  let isNamed = false
  const sums = { payments: 0, paid: 0, refunds: 0, refunded: 0 }
  const fields = fieldCutter(',')
  const told = { payments: false, refunds: false }

  const readComment = (line: string): void => {
    const text = decoded(line, 'gbk')
    if (text === undefined) throw new BillUnusable('bill.encoding', 'not GBK')
    const account = /^#账号：\[(\d+)\]/.exec(text)?.[1]
    if (account !== undefined) isNamed = merchantNumbers.some((number) => account.startsWith(number))
    if (text.includes('业务明细列表结束')) isOver = true
    const paid = /交易合计：(\d+)笔，商家实收共(-?[\d.]+)元/.exec(text)
    const refunded = /退款合计：(\d+)笔，商家实收退款共(-?[\d.]+)元/.exec(text)
    if (paid) told.payments = checkTotal(paid, sums.payments, sums.paid)
    if (refunded) told.refunds = checkTotal(refunded, sums.refunds, -sums.refunded)
  }

  const readRow = (line: string, at: Places): void => {
    if (fields.take(line, 0) < width || isOver) throw new BillUnusable('bill.malformed', `row ${place + 1}`)
    const row = lineOf(fields, at, place, latin)
    const isPayment = row.kind === 'payment'
    sums[isPayment ? 'payments' : 'refunds'] += 1
    sums[isPayment ? 'paid' : 'refunded'] += row.amountFen
    place += 1
    onLine(row)
  }

  return {
    read(line: string): void {
      if (line.startsWith('#')) readComment(line)
      else if (line.trim() === '') return
      else if (places) readRow(line, places)
      else {
        const header = decoded(line, 'gbk')
          ?.split(',')
          .map((title) => title.trim())
        if (!header?.includes(wanted.tradeNo)) throw new BillUnusable('bill.encoding', 'not GBK')
        width = header.length
        places = placesOf(header, wanted, freeText)
      }
    },
    end(): void {
      if (!isOver || !told.payments || !told.refunds) throw new BillUnusable('bill.truncated', 'no end')
      if (!isNamed) throw new BillUnusable('bill.other_merchant')
    },
  }
}

function checkTotal([, count, yuan]: RegExpExecArray, expectedCount: number, expectedFen: number): true {
  if (Number(count) !== expectedCount || thousandthsOf(yuan!) !== expectedFen * 1000)
    throw new BillUnusable('bill.totals_wrong')
  return true
}

/** The words of a row as they look before they are decoded. */
function latinWords(): { payment: string; refund: string } {
  return { payment: '\xbd\xbb\xd2\xd7', refund: '\xcd\xcb\xbf\xee' }
}

function lineOf(
  fields: FieldCutter,
  at: Places,
  place: number,
  words: { payment: string; refund: string },
): BillLine {
  const type = fields.at(at.type).trim()
  const isRefund = type === words.refund
  const amount = thousandthsOf(fields.at(at.amount).trim())
  const fee = thousandthsOf(fields.at(at.fee).trim())
  const tradeNumber = fields.at(at.outTradeNo).trim()
  // A refund's amount is below zero, and so is a fee that was charged.
  const amountFen = (isRefund ? -amount : amount) / 1000
  const isReadable = Number.isInteger(amountFen) && amountFen >= 0 && !Number.isNaN(fee) && tradeNumber !== ''
  if (!isReadable || (!isRefund && type !== words.payment))
    throw new BillUnusable('bill.malformed', `row ${place + 1}`)
  const requestNo = fields.at(at.outRequestNo).trim()
  return {
    place,
    kind: isRefund ? 'refund' : 'payment',
    number: isRefund ? requestNo || tradeNumber : tradeNumber,
    tradeNumber,
    channelNumber: fields.at(at.tradeNo).trim(),
    amountFen,
    feeFen: -nearestFen(fee) || 0,
    feeRate: undefined,
    isDone: true,
    state: 'SUCCESS',
    at: fields.at(at.at).trim(),
  }
}
