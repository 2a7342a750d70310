import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { checkBundle, computeBundle } from './rules.ts'
import type { BundlePart } from './rules.ts'

const visits = (count: number, unitFen: number, gift = false): BundlePart => ({
  kind: 'visits',
  productId: `product-${unitFen}`,
  visits: count,
  unitFen: fen(unitFen),
  gift,
})
const value = (valueFen: number, gift = false): BundlePart => ({
  kind: 'stored-value',
  valueFen: fen(valueFen),
  gift,
})
const sum = (parts: readonly Fen[]) => parts.reduce((one, other) => one + other, 0n)

describe('the computed value of a bundle', () => {
  test.each([
    ['one part takes it all', 680_00, [visits(10, 88_00)], [680_00]],
    ['by list value, not by count', 900_00, [visits(10, 60_00), visits(10, 40_00)], [540_00, 360_00]],
    ['gifts get nothing', 1000_00, [value(1000_00), value(200_00, true)], [1000_00, 0]],
    [
      'the odd fen goes to the largest remainder',
      100,
      [visits(1, 1), visits(1, 2), visits(1, 3)],
      [17, 33, 50],
    ],
  ])('%s', (_, priceFen, parts, expected) => {
    expect(computeBundle(fen(priceFen), parts).map(Number)).toEqual(expected)
  })

  test('adds up to the price, whatever the parts', () => {
    const part = fc.oneof(
      fc
        .record({
          count: fc.integer({ min: 1, max: 500 }),
          unit: fc.integer({ min: 1, max: 1_000_000 }),
          gift: fc.boolean(),
        })
        .map(({ count, unit, gift }) => visits(count, unit, gift)),
      fc
        .record({ face: fc.integer({ min: 1, max: 10_000_000 }), gift: fc.boolean() })
        .map(({ face, gift }) => value(face, gift)),
    )
    const parts = fc
      .array(part, { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((one) => !one.gift))
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 100_000_000 }), (all, price) => {
        const computed = computeBundle(fen(price), all)
        expect(sum(computed)).toBe(BigInt(price))
        expect(computed.every((share, index) => !all[index]!.gift || share === 0n)).toBe(true)
      }),
    )
  })
})

test.each([
  ['a bundle of gifts only', 'mixed', 100_00, [visits(1, 10_00, true)], 'product.bundle_all_gift'],
  [
    'visits on a card for stored value',
    'stored-value',
    100_00,
    [visits(1, 10_00)],
    'product.bundle_form_wrong',
  ],
  ['stored value on a card for visits', 'visits', 100_00, [value(100_00)], 'product.bundle_form_wrong'],
  [
    'the same part twice',
    'visits',
    100_00,
    [visits(1, 10_00), visits(2, 10_00)],
    'product.bundle_part_wrong',
  ],
  ['value above its face', 'stored-value', 120_00, [value(100_00)], 'product.bundle_above_value'],
  [
    'a part whose share is nothing',
    'visits',
    1,
    [visits(1, 1), visits(1, 100_00)],
    'product.bundle_part_wrong',
  ],
] as const)('refuses %s', (_, form, priceFen, parts, code) => {
  expect(() => checkBundle(form, fen(priceFen), parts)).toThrow(expect.objectContaining({ code }))
})
