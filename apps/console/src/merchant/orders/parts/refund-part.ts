import type { Refundable, WantedLine } from './order-types.ts'

type Line = Refundable['lines'][number]

/** What a person has chosen of one line; amounts in fen. */
export type Part = {
  whole?: boolean
  quantity?: number
  /** Another amount than the pieces come to. */
  amountFen?: number | null
  visits?: Record<string, number>
  valueFen?: number | null
}

/** What the chosen parts come to. Visits earn their share of the pot, so the last fen is the server's to say. */
export function amountOf(lines: readonly Line[], parts: Record<string, Part>): number {
  return lines.reduce((sum, line) => sum + amountOfPart(line, parts[line.lineId] ?? {}), 0)
}

export function amountOfPart(line: Line, part: Part): number {
  if (part.whole) return wholeOf(line)
  const visits = line.visits.reduce((sum, one) => {
    const count = part.visits?.[one.productId] ?? 0
    return sum + Math.floor((one.amountFen * count) / one.visits)
  }, 0)
  return visits + (part.valueFen ?? 0) + (part.amountFen ?? piecesOf(line, part.quantity ?? 0))
}

export const wholeOf = (line: Line): number =>
  line.visits.reduce((sum, one) => sum + one.amountFen, line.valueFen + line.amountFen)

export function piecesOf(line: Line, quantity: number): number {
  if (quantity === 0) return 0
  return quantity === line.quantity ? line.amountFen : Math.min(line.amountFen, line.unitPriceFen * quantity)
}

/** Only lines of which something was chosen. */
export function bodyOf(lines: readonly Line[], parts: Record<string, Part>): WantedLine[] {
  return lines.flatMap((line): WantedLine[] => {
    const part = parts[line.lineId] ?? {}
    if (amountOfPart(line, part) === 0) return []
    const { lineId } = line
    if (part.whole) return [{ lineId, whole: true }]
    const visits = Object.entries(part.visits ?? {})
      .filter(([, count]) => count > 0)
      .map(([productId, count]) => ({ productId, visits: count }))
    return [
      {
        lineId,
        ...(line.amountFen > 0 && { quantity: part.quantity ?? 0 }),
        ...(part.amountFen && { amountFen: part.amountFen }),
        ...(visits.length > 0 && { visits }),
        ...(part.valueFen && { valueFen: part.valueFen }),
      },
    ]
  })
}
