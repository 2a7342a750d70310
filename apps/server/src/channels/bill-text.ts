import { BillUnusable } from './bill.ts'

const lineCharactersMax = 65_536

/** Calls back for each line, as latin1: one character a byte, so a bill of a million lines is cut quickly. */
export async function forEachLine(
  source: AsyncIterable<Buffer>,
  onLine: (line: string) => void,
): Promise<void> {
  let rest = ''
  for await (const chunk of source) {
    const text = rest + chunk.toString('latin1')
    let start = 0
    for (;;) {
      const end = text.indexOf('\n', start)
      if (end < 0) break
      onLine(text.slice(start, text[end - 1] === '\r' ? end - 1 : end))
      start = end + 1
    }
    rest = text.slice(start)
    if (rest.length > lineCharactersMax) throw new BillUnusable('bill.malformed', 'a line without end')
  }
  if (rest !== '') onLine(rest)
}

/** The text of a latin1 line in its real encoding; undefined where it is not in that encoding. */
export function decoded(line: string, encoding: 'utf-8' | 'gbk'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(Buffer.from(line, 'latin1'))
  } catch {
    return undefined
  }
}

/**
 * Where the wanted columns are. Free texts may hold separators, so what is behind them is counted from the end: a
 * negative place. A column that is missing makes the bill unusable; more columns than are wanted do not.
 */
export function placesOf<Name extends string>(
  header: readonly string[],
  wanted: Readonly<Record<Name, string>>,
  freeText: string,
): Record<Name, number> {
  const free = header.indexOf(freeText)
  const places = Object.entries<string>(wanted).map(([name, title]) => {
    const place = header.indexOf(title)
    if (place < 0) throw new BillUnusable('bill.column_missing', title)
    return [name, free >= 0 && place > free ? place - header.length : place]
  })
  return Object.fromEntries(places) as Record<Name, number>
}

/**
 * Cuts the wanted fields out of rows, and only them: a bill of a million rows has thirty million fields. `at` counts
 * from the end where it is below zero.
 */
export function fieldCutter(separator: string) {
  let line = ''
  let count = 0
  const starts = new Int32Array(256)
  return {
    /** Answers how many fields the row has. */
    take(row: string, from: number): number {
      line = row
      count = 0
      let start = from
      while (count < starts.length - 2) {
        starts[count] = start
        count += 1
        const end = row.indexOf(separator, start)
        if (end < 0) break
        start = end + separator.length
      }
      starts[count] = row.length + separator.length
      return count
    },
    at(place: number): string {
      const index = place < 0 ? count + place : place
      return line.slice(starts[index], starts[index + 1]! - separator.length)
    },
  }
}

export type FieldCutter = ReturnType<typeof fieldCutter>

/** '-12.34000' → -1_234_000, in thousandths of a fen: as exact as a bill is; NaN for what is no amount. */
export function thousandthsOf(text: string): number {
  const isNegative = text.charCodeAt(0) === 45
  let value = 0
  let decimals = -1
  for (let place = isNegative ? 1 : 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code === 46 && decimals < 0 && place > (isNegative ? 1 : 0)) decimals = 0
    else if (code >= 48 && code <= 57 && decimals < 5) {
      value = value * 10 + code - 48
      if (decimals >= 0) decimals += 1
    } else return Number.NaN
  }
  if (text.length === (isNegative ? 1 : 0)) return Number.NaN
  for (let missing = Math.max(decimals, 0); missing < 5; missing++) value *= 10
  if (!Number.isSafeInteger(value)) return Number.NaN
  return isNegative && value !== 0 ? -value : value
}

/** To the nearest fen, halves away from zero, as the channels round what they charge. */
export function nearestFen(thousandths: number): number {
  const rounded = Math.floor((Math.abs(thousandths) + 500) / 1000)
  return thousandths < 0 && rounded !== 0 ? -rounded : rounded
}

/** '0.60%' → 600 hundred-thousandths; undefined for what is no rate. */
export function rateOf(text: string): number | undefined {
  if (!text.endsWith('%')) return undefined
  const thousandths = thousandthsOf(text.slice(0, -1))
  return Number.isNaN(thousandths) ? undefined : Math.round(thousandths / 100)
}
