/** The code that a customer at a desk scans with the phone; gone with the page, then a new attempt shows it again. */
const shown = new Map<string, string>()

export function rememberShownCode(orderId: string, content: string): void {
  shown.set(orderId, content)
}

export function shownCode(orderId: string): string | undefined {
  return shown.get(orderId)
}
