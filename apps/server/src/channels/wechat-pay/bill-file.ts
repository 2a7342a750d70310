import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BillUnusable } from '../bill.ts'
import type { BillFile, BillLine, ReadBill } from '../bill.ts'
import {
  decoded,
  fieldCutter,
  forEachLine,
  nearestFen,
  placesOf,
  rateOf,
  thousandthsOf,
} from '../bill-text.ts'
import type { FieldCutter } from '../bill-text.ts'
import { bounded } from '../bounded.ts'

const wanted = {
  at: '交易时间',
  merchant: '商户号',
  subMerchant: '特约商户号',
  transaction: '微信订单号',
  outTradeNo: '商户订单号',
  state: '交易状态',
  amount: '应结订单金额',
  refund: '微信退款单号',
  outRefundNo: '商户退款单号',
  refundAmount: '退款金额',
  refundState: '退款状态',
  fee: '手续费',
  feeRate: '费率',
} as const
const freeText = '商品名称'
const totalNames = ['总交易单数', '应结订单总金额', '退款总金额', '手续费总金额'] as const

type Places = Record<keyof typeof wanted, number>

/**
 * Reads the trade bill (ALL, GZIP): UTF-8, each field behind a back-tick, a summary at the end. The hash is SHA1 over
 * the unpacked file; it and the summary are known at the end only, so believe no row before this has answered.
 */
export async function readWechatBill(file: BillFile, { onLine, ...read }: ReadBill): Promise<void> {
  const hash = createHash('sha1')
  const rows = rowReader(new Set(read.merchantNumbers), onLine)
  try {
    const unpacked = pipeline(file.open(), createGunzip(), () => undefined)
    await forEachLine(
      bounded(unpacked, file.bytes, (chunk) => hash.update(chunk)),
      rows.read,
    )
  } catch (error) {
    if (isOfZlib(error)) throw new BillUnusable('bill.truncated', 'not a whole GZIP file')
    throw error
  }
  const found = hash.digest('hex')
  if (read.hash !== undefined && read.hash.toLowerCase() !== found)
    throw new BillUnusable('bill.hash_wrong', found)
  rows.end()
}

function isOfZlib(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE'
}

function rowReader(merchants: ReadonlySet<string>, onLine: (line: BillLine) => void) {
  let width = 0
  let places: Places | undefined
  let totals: string[] | undefined
  let place = 0
  let isOver = false
  const sums = { amount: 0, refund: 0, fee: 0 }
  const fields = fieldCutter(',`')

  const readRow = (line: string, at: Places): void => {
    if (line.charCodeAt(0) !== 96) throw new BillUnusable('bill.malformed', `row ${place + 1}`)
    if (fields.take(line, 1) < width) throw new BillUnusable('bill.malformed', `row ${place + 1}`)
    const row = lineOf(fields, at, place)
    if (!merchants.has(fields.at(at.merchant)) && !merchants.has(fields.at(at.subMerchant)))
      throw new BillUnusable('bill.other_merchant', fields.at(at.merchant))
    sums.amount += thousandthsOf(fields.at(at.amount))
    sums.refund += thousandthsOf(fields.at(at.refundAmount))
    sums.fee += thousandthsOf(fields.at(at.fee))
    place += 1
    onLine(row)
  }

  return {
    read(line: string): void {
      if (!places) {
        const header = headerOf(line)
        width = header.length
        places = placesOf(header, wanted, freeText)
      } else if (totals && !isOver) {
        checkTotals(totals, line, { count: place, ...sums })
        isOver = true
      } else if (isOver) {
        if (line.trim() !== '') throw new BillUnusable('bill.malformed', 'text after the summary')
      } else if (line.charCodeAt(0) === 96) readRow(line, places)
      else totals = headerOf(line)
    },
    end(): void {
      if (!isOver) throw new BillUnusable('bill.truncated', 'no summary')
    },
  }
}

function headerOf(line: string): string[] {
  const header = decoded(line, 'utf-8')?.replace(/^\uFEFF/, '')
  if (header === undefined) throw new BillUnusable('bill.encoding', 'not UTF-8')
  return header.split(',').map((title) => title.trim())
}

function lineOf(fields: FieldCutter, at: Places, place: number): BillLine {
  const state = fields.at(at.state)
  const isRefund = state === 'REFUND'
  const amount = thousandthsOf(fields.at(isRefund ? at.refundAmount : at.amount))
  const fee = thousandthsOf(fields.at(at.fee))
  const number = fields.at(isRefund ? at.outRefundNo : at.outTradeNo)
  if (!(amount >= 0) || amount % 1000 !== 0 || Number.isNaN(fee) || number === '')
    throw new BillUnusable('bill.malformed', `row ${place + 1}`)
  const refundState = fields.at(at.refundState)
  return {
    place,
    kind: isRefund ? 'refund' : 'payment',
    number,
    tradeNumber: fields.at(at.outTradeNo),
    channelNumber: fields.at(isRefund ? at.refund : at.transaction),
    amountFen: amount / 1000,
    feeFen: nearestFen(fee),
    feeRate: rateOf(fields.at(at.feeRate)),
    isDone: isRefund ? refundState === 'SUCCESS' : state === 'SUCCESS',
    state: isRefund ? refundState : state,
    at: fields.at(at.at),
  }
}

type Sums = { count: number; amount: number; refund: number; fee: number }

/** What the channel added up must be what the rows add up to: else rows are missing, or are not what they were. */
function checkTotals(titles: readonly string[], line: string, sums: Sums): void {
  const fields = line.slice(1).split(',`')
  const expected = [sums.count * 100_000, sums.amount, sums.refund, sums.fee]
  for (const [index, title] of totalNames.entries()) {
    const place = titles.indexOf(title)
    if (place < 0) throw new BillUnusable('bill.truncated', title)
    const found = thousandthsOf(fields[place] ?? '')
    if (found !== expected[index]) throw new BillUnusable('bill.totals_wrong', title)
  }
}
