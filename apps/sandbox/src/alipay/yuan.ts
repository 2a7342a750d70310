/** '12.34' → 1234; undefined unless it is a plain amount from 0.01 to 100 000 000 with at most two decimals. */
export function fenOf(yuan: unknown): number | undefined {
  const match = /^(0|[1-9]\d{0,8})(?:\.(\d{1,2}))?$/.exec(
    typeof yuan === 'number' ? String(yuan) : typeof yuan === 'string' ? yuan : '',
  )
  if (match === null) return undefined
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return fen >= 1 && fen <= 100_000_000_00 ? fen : undefined
}

export function yuanOf(fen: number): string {
  const text = String(fen).padStart(3, '0')
  return `${text.slice(0, -2)}.${text.slice(-2)}`
}
