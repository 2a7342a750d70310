import { buffer } from 'node:stream/consumers'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { fen } from '../kernel/money.ts'
import { writeSheet } from './sheet.ts'
import type { SheetColumn } from './sheet.ts'

type Row = { number: string; amount: bigint; times: number }

const columns: SheetColumn<Row>[] = [
  { title: '编号', width: 20, of: ({ number }) => ({ text: number }) },
  { title: '金额（元）', width: 12, of: ({ amount }) => ({ fen: fen(amount) }) },
  { title: '次数', width: 8, of: ({ times }) => (times === 0 ? undefined : { count: times }) },
]

test('a sheet has its titles and every row, amounts in yuan, and texts that are no formulas', async () => {
  const rows = [
    { number: '6222020000001234567', amount: 12_34n, times: 2 },
    { number: '=1+1', amount: -5n, times: 0 },
  ]
  const file = await buffer(writeSheet({ name: '凭证[1]', columns, rows }))
  const { sheets } = await readXlsx(file)
  expect(sheets[0]!.name).toBe('凭证 1 ')
  expect(sheets[0]!.rows.map((row) => row.slice(0, 3))).toEqual([
    ['编号', '金额（元）', '次数'],
    ['6222020000001234567', 12.34, 2],
    ['=1+1', -0.05, null],
  ])
})

test('a hundred thousand rows are written while they are read', async () => {
  let ahead = 0
  async function* many(): AsyncGenerator<Row> {
    for (let place = 0; place < 100_000; place++) {
      ahead = place
      yield { number: String(place), amount: BigInt(place), times: place }
    }
  }
  let firstBytesAt: number | undefined
  for await (const _ of writeSheet({ name: '流水', columns, rows: many() })) firstBytesAt ??= ahead
  expect(ahead).toBe(99_999)
  expect(firstBytesAt).toBeLessThan(50_000)
})
