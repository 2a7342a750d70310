import type { Column } from './columns.ts'

export const exportRowsMax = 100_000

/** A cell that a spreadsheet would run as a formula is shown as text instead. */
export function cellOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+@\t\r]/.test(value) || /^-(?![\d.]+$)/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Writes page after page into one CSV; answers how many rows it wrote and if it stopped at the limit. */
export async function exportCsv<Row>(input: {
  name: string
  columns: Column<Row>[]
  pages: AsyncGenerator<Row[]>
  onProgress: (rows: number) => void
}): Promise<{ rows: number; stopped: boolean }> {
  const columns = input.columns.filter((column) => column.exported)
  const lineOf = (cells: (string | number | null | undefined)[]) => `${cells.map(cellOf).join(',')}\r\n`
  // Excel takes a file for UTF-8 only when it begins with this mark.
  const parts: string[] = ['\uFEFF', lineOf(columns.map((column) => column.title))]
  let rows = 0
  let stopped = false
  for await (const page of input.pages) {
    parts.push(...page.map((row) => lineOf(columns.map((column) => column.exported?.(row)))))
    rows += page.length
    input.onProgress(rows)
    stopped = rows >= exportRowsMax
    if (stopped) break
  }
  save(`${input.name}.csv`, new Blob(parts, { type: 'text/csv;charset=utf-8' }))
  return { rows, stopped }
}

function save(name: string, content: Blob) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
