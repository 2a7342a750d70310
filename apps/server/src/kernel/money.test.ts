import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, fen, fenFromYuan, fenToYuan, portion } from './money.ts'

const amounts = fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) }).map((amount) => fen(amount))
const weights = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 20 })

test('allotted parts add up and none is off by a fen or more', () => {
  fc.assert(
    fc.property(amounts, weights, (total, given) => {
      fc.pre(given.some((weight) => weight > 0n))
      const sum = given.reduce((one, other) => one + other, 0n)
      const parts = allocate(total, given)
      expect(parts.reduce((one, other) => one + other, 0n)).toBe(total)
      parts.forEach((part, index) => {
        const floor = (total * given[index]!) / sum
        expect(part === floor || part === floor + 1n).toBe(true)
        if (given[index] === 0n) expect(part).toBe(0n)
      })
    }),
  )
})

test.each([
  [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
  [10n, [1n, 2n], [3n, 7n]],
  [0n, [5n, 5n], [0n, 0n]],
  [1n, [1n, 1n], [1n, 0n]],
])('allocate %s by %s', (total, given, expected) => {
  expect(allocate(fen(total), given)).toEqual(expected)
})

test('nothing is allotted by weights that add up to nothing, or by a negative one', () => {
  expect(() => allocate(fen(1), [0n])).toThrow()
  expect(() => allocate(fen(1), [])).toThrow()
  expect(() => allocate(fen(1), [2n, -1n])).toThrow()
  expect(() => allocate(fen(-1), [1n])).toThrow()
})

test('yuan and back is the same amount', () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(fenFromYuan(fenToYuan(amount))).toBe(amount)
      expect(fenFromYuan(fenToYuan(fen(-amount)))).toBe(-amount)
    }),
  )
})

test.each([
  ['12.34', 1234n],
  ['0.05', 5n],
  ['7', 700n],
  ['7.5', 750n],
  ['-0.01', -1n],
])('%s yuan are %s fen', (text, expected) => {
  expect(fenFromYuan(text)).toBe(expected)
})

const notYuan = [
  '',
  '1.234',
  '１２',
  '1,000',
  '+1',
  ' 1',
  '1.',
  '.5',
  '01',
  '1e3',
  'NaN',
  '0x10',
  '99999999999999',
]

test.each(notYuan)('%j is no amount in yuan', (text) => {
  expect(() => fenFromYuan(text)).toThrow(RangeError)
})

test.each([1.5, Number.NaN, Infinity, 2 ** 53])('%s is no amount in fen', (value) => {
  expect(() => fen(value)).toThrow()
})

test('amounts beyond the safe integers are refused', () => {
  expect(() => fen(2n ** 53n)).toThrow()
  expect(() => fen(-(2n ** 53n))).toThrow()
})

test('a portion is rounded down', () => {
  expect(portion(fen(999), 3333)).toBe(332n)
  expect(portion(fen(999), 10_000)).toBe(999n)
  expect(() => portion(fen(1), 0.5)).toThrow()
})
