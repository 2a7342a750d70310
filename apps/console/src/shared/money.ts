/** Fen in JSON are safe integers; yuan exist only as text, converted without arithmetic on fractions. */
export function yuanOf(amountFen: number): { sign: '' | '-'; yuan: string; fen: string } {
  const digits = String(Math.abs(amountFen)).padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return { sign: amountFen < 0 ? '-' : '', yuan, fen: digits.slice(-2) }
}

export function yuanText(amountFen: number): string {
  const { sign, yuan, fen } = yuanOf(amountFen)
  return `${sign}${yuan}.${fen}`
}

/** Full-width digits, points, commas and signs as ASCII, spaces dropped: what an input method may leave. */
export function normaliseDigits(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.')
    .replace(/[，,]/g, '')
    .replace(/－/g, '-')
    .replace(/[\s¥￥]/g, '')
}

export type ParsedYuan =
  | { fen: number }
  | { problem: 'empty' | 'not_a_number' | 'fraction_of_fen' | 'too_large' }

/** '12.3' → 1230. Refuses what is no amount, a fraction of a fen, or what JSON cannot carry exactly. */
export function parseYuan(text: string): ParsedYuan {
  const clean = normaliseDigits(text)
  if (clean === '') return { problem: 'empty' }
  const match = /^(\d*)(?:\.(\d*))?$/.exec(clean)
  if (!match || (!match[1] && !match[2])) return { problem: 'not_a_number' }
  const cents = match[2] ?? ''
  if (/[^0]/.test(cents.slice(2))) return { problem: 'fraction_of_fen' }
  const fen = Number(`${match[1] || '0'}${cents.slice(0, 2).padEnd(2, '0')}`)
  return Number.isSafeInteger(fen) ? { fen } : { problem: 'too_large' }
}
