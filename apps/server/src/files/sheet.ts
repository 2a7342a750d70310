import { Readable } from 'node:stream'
import { writeXlsxStream } from 'hucre/xlsx'
import { fenToYuan } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'

/** What stands in a cell. Amounts are numbers in yuan, so that a spreadsheet can add them up. */
export type Cell = { text: string } | { fen: Fen | bigint } | { count: number } | { day: string } | undefined

export type SheetColumn<Row> = { title: string; width: number; of: (row: Row) => Cell }

export type Sheet<Row> = {
  name: string
  columns: readonly SheetColumn<Row>[]
  rows: AsyncIterable<Row> | Iterable<Row>
}

export const sheetMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Written as it is read: neither the rows nor the file are held in memory, however many there are. */
export function writeSheet<Row>({ name, columns, rows }: Sheet<Row>): Readable {
  const written = writeXlsxStream(valuesOf(columns, rows), {
    name: nameFor(name),
    columns: columns.map(({ width }) => ({ width })),
    freezePane: { rows: 1 },
  })
  return Readable.fromWeb(written as Parameters<typeof Readable.fromWeb>[0])
}

async function* valuesOf<Row>(
  columns: readonly SheetColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<(string | number | null)[]> {
  yield columns.map(({ title }) => title)
  for await (const row of rows) yield columns.map(({ of }) => valueOf(of(row)))
}

/** Texts stay texts: what begins like a formula is not run, and long numbers keep their digits. */
function valueOf(cell: Cell): string | number | null {
  if (cell === undefined) return null
  if ('fen' in cell) return Number(fenToYuan(cell.fen as Fen))
  if ('count' in cell) return cell.count
  return 'day' in cell ? cell.day : cell.text
}

/** At most 31 characters and none of those that a spreadsheet refuses in the name of a sheet. */
const nameFor = (name: string): string => name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31)
