/** '1,234.05' of an amount in fen: by text, so that no fraction is ever computed. */
export function yuanText(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amountFen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

/** Fen of what a person typed, or undefined when it is not an amount with at most two decimals. */
export function fenOf(text: string): number | undefined {
  const found = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (found === null) return undefined
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
}

const shanghaiOffsetMilliseconds = 8 * 3_600_000

/** Every date is shown as the merchant's clock has it, wherever the phone is. */
function partsOf(at: string | Date) {
  const shifted = new Date(new Date(at).getTime() + shanghaiOffsetMilliseconds).toISOString()
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 16) }
}

export function dayText(at: string | Date): string {
  return partsOf(at).day
}

export function dateTimeText(at: string | Date): string {
  const { day, time } = partsOf(at)
  return `${day} ${time}`
}

export function timeText(at: string | Date): string {
  return partsOf(at).time
}
