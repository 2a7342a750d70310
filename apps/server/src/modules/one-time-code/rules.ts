import { createHash } from 'node:crypto'
import { refusal } from '../../kernel/refusals.ts'

export const codeWrong = refusal('access.code_wrong', 400)
export const codeExpired = refusal('access.code_expired', 400)
export const codeTooSoon = refusal('access.code_too_soon', 429)
export const codeNotSent = refusal('access.code_not_sent', 503)

export const lifeSeconds = 300
export const resendSeconds = 60
export const triesMax = 5

/** Six digits, each value as likely as any other. */
export function drawCode(random: (bytes: number) => Buffer): string {
  for (;;) {
    const number = random(4).readUInt32BE(0)
    // The last, incomplete million would make small codes a little more likely.
    if (number < 4_294_000_000) return String(number % 1_000_000).padStart(6, '0')
  }
}

/** Bound to its row, so that equal codes look different; the table alone says little within five minutes. */
export function hashCode(id: string, code: string): string {
  return createHash('sha256').update(`${id} ${code}`).digest('hex')
}
