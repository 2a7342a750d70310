import { alipayRecords } from '../alipay/bills.ts'
import { payInConsole, recordTrade, refundInConsole } from '../bills/console.ts'
import type { RecordedTrade } from '../bills/console.ts'
import { billRows, changeNames, changesOf, dayOf, feeOf, forgetChanges, saveChange } from '../bills/rows.ts'
import type { BillRow, ChangeName, OfDay } from '../bills/rows.ts'
import { digits, hex } from '../identifiers.ts'
import { wechatRecords } from '../wechat-pay/bills.ts'
import type { World } from '../world.ts'
import { Wrong, oneOf, optionalText, text } from './asked.ts'
import type { Asked } from './asked.ts'

const providers = ['wechat-pay', 'alipay'] as const
const recordsOf = { 'wechat-pay': wechatRecords, alipay: alipayRecords }

/** From the panel's choice it comes as one text. */
function whoseOf(asked: Asked) {
  const [provider, merchant] = (optionalText(asked, 'account') ?? '').split(' ')
  const given = merchant === undefined ? asked : { provider, merchant }
  return { provider: oneOf(given, 'provider', providers), merchant: text(given, 'merchant') }
}

function ofDay(world: World, asked: Asked): OfDay {
  const day = optionalText(asked, 'day') ?? dayOf(world.clock.now().toISOString())
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Wrong('day is not YYYY-MM-DD')
  return { ...whoseOf(asked), day }
}

/** From a form it comes as text. */
function optionalFen(asked: Asked): number | undefined {
  const given = asked['amountFen']
  if (given === undefined || given === null || given === '') return undefined
  const fen = Number(given)
  if (!Number.isInteger(fen) || fen < 1) throw new Wrong('amountFen is not a positive count of fen')
  return fen
}

export const getBill = (world: World, asked: Asked): unknown => {
  const of = ofDay(world, asked)
  return { items: billRows(world, of, recordsOf[of.provider]), changes: changesOf(world, of) }
}

/** Without a number, the first line of the kind that nobody has changed yet. */
export function postChange(world: World, asked: Asked): unknown {
  const of = ofDay(world, asked)
  const change = oneOf(asked, 'change', Object.keys(changeNames) as ChangeName[])
  const item = asked['item'] === undefined ? undefined : oneOf(asked, 'item', ['payment', 'refund'] as const)
  if (change === 'add') return save(world, of, change, inventedRow(of, optionalFen(asked)))
  const wanted = optionalText(asked, 'number')
  const changed = new Set(changesOf(world, of).map(({ number }) => number))
  const row = recordsOf[of.provider](world, of.merchant, of.day).find(
    (each) =>
      (item === undefined || each.item === item) &&
      (wanted === undefined ? !changed.has(each.number) : each.number === wanted),
  )
  if (row === undefined) throw new Wrong('There is no such line in the bill', 404)
  return save(world, of, change, row)
}

function save(world: World, of: OfDay, change: ChangeName, row: BillRow): unknown {
  const added = change === 'add' ? { row } : {}
  saveChange(world, { id: hex(8), ...of, change, number: row.number, ...added })
  return { change, number: row.number, item: row.item, amountFen: row.amountFen }
}

/** A payment that never was. */
function inventedRow({ day }: OfDay, amountFen = 88_00): BillRow {
  const number = `ADDED${day.replaceAll('-', '')}${digits(8)}`
  return {
    item: 'payment',
    number,
    tradeNumber: number,
    transactionNo: `42000${digits(23)}`,
    refundNo: '0',
    app: '',
    payer: '',
    type: 'NATIVE',
    title: '沙箱添加的一行',
    totalFen: amountFen,
    amountFen,
    feeFen: feeOf(amountFen),
    state: 'SUCCESS',
    at: `${day}T12:00:00+08:00`,
  }
}

export function deleteChanges(world: World): unknown {
  forgetChanges(world)
  return { items: [] }
}

export function postConsoleRefund(world: World, asked: Asked): unknown {
  const of = whoseOf(asked)
  const amountFen = optionalFen(asked)
  const made = refundInConsole(world, {
    ...of,
    outTradeNo: text(asked, 'outTradeNo'),
    ...(amountFen === undefined ? {} : { amountFen }),
  })
  if (typeof made === 'string') throw new Wrong(made, 409)
  return made
}

export function postConsolePayment(world: World, asked: Asked): unknown {
  const of = whoseOf(asked)
  const amountFen = optionalFen(asked) ?? 66_00
  return { outTradeNo: payInConsole(world, { ...of, amountFen }), amountFen }
}

/** Many trades at once, as if they had been paid here: for what is too much to be paid one by one. */
export function postTrades(world: World, asked: Asked): unknown {
  const of = whoseOf(asked)
  const trades = asked['trades']
  if (!Array.isArray(trades)) throw new Wrong('trades is not a list')
  for (const trade of trades as RecordedTrade[]) recordTrade(world, of, trade)
  return { recorded: trades.length }
}
