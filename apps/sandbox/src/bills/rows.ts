import type { World } from '../world.ts'

export type BillProvider = 'wechat-pay' | 'alipay'

/** One line of a day's bill, before it is written the way its channel writes it. */
export type BillRow = {
  item: 'payment' | 'refund'
  /** The merchant's: of the payment, or of the refund. */
  number: string
  tradeNumber: string
  transactionNo: string
  refundNo: string
  app: string
  payer: string
  type: string
  title: string
  totalFen: number
  amountFen: number
  /** What the channel keeps; below zero where it gives some back. */
  feeFen: number
  state: string
  at: string
}

export const changeNames = {
  drop: '漏一行',
  amount: '金额改一分',
  state: '状态改掉',
  fee: '手续费改一分',
  duplicate: '重复一行',
  add: '多一行',
  late: '挪到次日账单',
} as const
export type ChangeName = keyof typeof changeNames

export type BillChange = {
  id: string
  provider: BillProvider
  merchant: string
  day: string
  change: ChangeName
  number: string
  row?: BillRow
}

export type OfDay = { provider: BillProvider; merchant: string; day: string }

const changesIn = (world: World) => world.store.collection<BillChange>('bill-change')
const ownerOf = ({ provider, merchant }: OfDay): string => `${provider}:${merchant}`

export const saveChange = (world: World, change: BillChange): void =>
  changesIn(world).save(change.id, change, ownerOf(change))

export const changesOf = (world: World, of: OfDay): BillChange[] =>
  changesIn(world)
    .ofOwner(ownerOf(of))
    .filter(({ day }) => day === of.day)

export const latestChanges = (world: World): BillChange[] => changesIn(world).latest(100)

export function forgetChanges(world: World): void {
  for (const { id } of changesIn(world).latest(100_000)) changesIn(world).remove(id)
}

/** 60 of 10 000, rounded to the fen as the channels do. */
export const feeOf = (fen: number): number => Math.round((fen * 60) / 10_000)

const shanghaiMs = 8 * 3_600_000
export const dayOf = (at: string): string => new Date(Date.parse(at) + shanghaiMs).toISOString().slice(0, 10)
export const dayBefore = (day: string): string =>
  new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

/** The channels have a day's bill at ten in the morning of the next. */
export const readyAt = (day: string): Date => new Date(Date.parse(`${day}T10:00:00+08:00`) + 86_400_000)

export type RecordsOf = (world: World, merchant: string, day: string) => BillRow[]

/** What really happened on a day, with the lines that somebody has changed since. */
export function billRows(world: World, of: OfDay, recordsOf: RecordsOf): BillRow[] {
  const before = { ...of, day: dayBefore(of.day) }
  const late = changesOf(world, before).filter(({ change }) => change === 'late')
  const moved = late.length === 0 ? [] : recordsOf(world, of.merchant, before.day)
  const rows = [
    ...moved.filter((row) => late.some(({ number }) => number === row.number)),
    ...recordsOf(world, of.merchant, of.day),
  ]
  return changesOf(world, of).reduce(changed, rows)
}

function changed(rows: BillRow[], { change, number, row: added }: BillChange): BillRow[] {
  if (change === 'add') return added === undefined ? rows : [...rows, added]
  return rows.flatMap((row) => {
    if (row.number !== number) return [row]
    if (change === 'drop' || change === 'late') return []
    if (change === 'duplicate') return [row, row]
    if (change === 'amount') return [{ ...row, amountFen: row.amountFen + 1 }]
    if (change === 'fee') return [{ ...row, feeFen: row.feeFen + (row.feeFen < 0 ? -1 : 1) }]
    return [{ ...row, state: row.item === 'refund' ? 'PROCESSING' : 'REVOKED' }]
  })
}
