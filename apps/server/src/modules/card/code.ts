import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { cardCodeMalformed } from './rules.ts'

export const codeStepSeconds = 30
/** How long a code that was read stays good for the one who read it. */
export const readSeconds = 180

export function codeStepOf(at: Date): number {
  return Math.floor(at.getTime() / 1000 / codeStepSeconds)
}

export function startOfCodeStep(step: number): Date {
  return new Date(step * codeStepSeconds * 1000)
}

/** Six digits of a step, as RFC 6238 makes them with HMAC-SHA-256. */
export function codeDigits(secret: Buffer | KeyObject, step: number): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha256', secret).update(message).digest()
  const offset = hash[hash.length - 1]! & 0x0f
  const number = hash.readUInt32BE(offset) & 0x7fffffff
  return (number % 1_000_000).toString().padStart(6, '0')
}

/** Sixteen ASCII digits, spaces between them ignored: the card's number and the digits that change. */
export function parseCardCode(text: string): { number: string; digits: string } {
  const code = text.replaceAll(' ', '')
  if (!/^[0-9]{16}$/.test(code)) throw cardCodeMalformed()
  return { number: code.slice(0, 10), digits: code.slice(10) }
}

/**
 * The step whose digits these are: now, just before or after, or as far back as a reading lasts. Codes that are shown
 * right now are known by three hashes; all others take the same way to the end, whether they are right or not.
 */
export function findCodeStep(secret: Buffer, digits: string, now: Date): number | undefined {
  const current = codeStepOf(now)
  // Made once: with bare bytes, each hash would make it again at seven times the cost.
  const key = createSecretKey(secret)
  const given = Buffer.from(digits)
  return (
    matchOf(key, given, [current, current - 1, current + 1]) ?? matchOf(key, given, earlierThan(current - 1))
  )
}

function earlierThan(step: number): number[] {
  const oldest = Math.ceil(readSeconds / codeStepSeconds)
  return Array.from({ length: oldest }, (_, age) => step - 1 - age)
}

function matchOf(key: KeyObject, given: Buffer, steps: readonly number[]): number | undefined {
  let found: number | undefined
  for (const step of steps) {
    const same = timingSafeEqual(given, Buffer.from(codeDigits(key, step)))
    if (same && found === undefined) found = step
  }
  return found
}

/** Within one step of now; older ones are good only for who has read them. */
export function isFreshStep(step: number, now: Date): boolean {
  return Math.abs(step - codeStepOf(now)) <= 1
}
