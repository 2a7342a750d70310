import assert from 'node:assert/strict'

/** Integer fen, the only form of money in code. Yuan exist in text only. */
export type Fen = bigint & { readonly __fen: unique symbol }

const largest = BigInt(Number.MAX_SAFE_INTEGER)

/** Brands an amount; it must survive a trip through JSON, so it stays within the safe integers. */
export function fen(value: bigint | number): Fen {
  if (typeof value === 'number') assert(Number.isSafeInteger(value), `not a whole number of fen: ${value}`)
  const amount = BigInt(value)
  assert(amount <= largest && amount >= -largest, `beyond the safe integers: ${amount}`)
  return amount as Fen
}

/** Splits by the largest-remainder method: the parts add up exactly; of equal remainders the first wins. */
export function allocate(total: Fen, weights: readonly bigint[]): Fen[] {
  assert(total >= 0n, 'only what is not negative can be allotted')
  assert(
    weights.every((weight) => weight >= 0n),
    'a weight is negative',
  )
  const sum = weights.reduce((one, other) => one + other, 0n)
  assert(sum > 0n, 'the weights add up to nothing')

  const parts = weights.map((weight) => (total * weight) / sum)
  const left = Number(total - parts.reduce((one, other) => one + other, 0n))
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((one, other) => compare(other.remainder, one.remainder) || one.index - other.index)
  for (const { index } of byRemainder.slice(0, left)) parts[index]! += 1n
  return parts.map(fen)
}

/** The floor of a share in basis points (10 000 = all). */
export function portion(total: Fen, basisPoints: number): Fen {
  assert(total >= 0n, 'a portion of what is negative has no meaning')
  assert(Number.isSafeInteger(basisPoints) && basisPoints >= 0, 'basis points are whole and not negative')
  return fen((total * BigInt(basisPoints)) / 10_000n)
}

/** '12.34', as people, Alipay and channel bills write it. */
export function fenToYuan(amount: Fen): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Reads '12', '12.3' or '12.34' without floats; throws a RangeError at anything else. */
export function fenFromYuan(text: string): Fen {
  const match = /^(-?)(0|[1-9][0-9]{0,13})(?:\.([0-9]{1,2}))?$/.exec(text)
  if (!match) throw new RangeError(`not an amount in yuan: ${JSON.stringify(text)}`)
  const [, sign, yuan, cents = ''] = match
  const amount = BigInt(yuan!) * 100n + BigInt(cents.padEnd(2, '0'))
  if (amount > largest) throw new RangeError(`beyond the safe integers: ${JSON.stringify(text)}`)
  return fen(sign ? -amount : amount)
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
