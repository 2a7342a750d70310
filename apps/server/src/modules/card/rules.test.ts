import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '../../kernel/money.ts'
import {
  checkLimit,
  cardAboveLimit,
  notEnoughValue,
  notEnoughVisits,
  takeValue,
  takeVisits,
} from './rules.ts'

const amount = fc.bigInt({ min: 0n, max: 5_000_000n }).map(fen)

test('however visits are used, the last takes the last fen and none is lost', () => {
  const uses = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(
      amount,
      fc.bigInt({ min: 1n, max: 100n }),
      fc.bigInt({ min: 0n, max: 9n }),
      uses,
      (price, paid, gift, wanted) => {
        let held = { productId: 'p', paid, gift, principalFen: price, advancedFen: fen(0) }
        let earned = 0n
        for (const visits of wanted) {
          const left = held.paid + held.gift
          if (left < BigInt(visits)) {
            expect(() => takeVisits(held, visits)).toThrow(notEnoughVisits.code)
            continue
          }
          const taken = takeVisits(held, visits)
          earned += taken.principalFen
          held = {
            ...held,
            paid: held.paid - taken.paid,
            gift: held.gift - taken.gift,
            principalFen: fen(held.principalFen - taken.principalFen),
          }
          expect(taken.paid + taken.gift).toBe(BigInt(visits))
          if (held.paid === 0n) expect(held.principalFen).toBe(0n)
        }
        expect(earned + held.principalFen).toBe(price)
      },
    ),
  )
})

test('however value is spent, what was paid and what was given are each spent once', () => {
  fc.assert(
    fc.property(
      amount,
      amount,
      fc.array(fc.bigInt({ min: 1n, max: 900_000n }), { maxLength: 40 }),
      (paid, given, uses) => {
        let held = { principalFen: paid, bonusFen: given, advancedFen: fen(0) }
        for (const use of [...uses, held.principalFen + held.bonusFen].filter((one) => one > 0n)) {
          if (held.principalFen + held.bonusFen < use) {
            expect(() => takeValue(held, fen(use))).toThrow(notEnoughValue.code)
            continue
          }
          const taken = takeValue(held, fen(use))
          expect(taken.principalFen + taken.bonusFen).toBe(use)
          held = {
            ...held,
            principalFen: fen(held.principalFen - taken.principalFen),
            bonusFen: fen(held.bonusFen - taken.bonusFen),
          }
          expect(held.principalFen >= 0n && held.bonusFen >= 0n).toBe(true)
        }
      },
    ),
  )
})

test('value is taken by what was paid to what was given', () => {
  const held = { principalFen: fen(1000_00), bonusFen: fen(200_00), advancedFen: fen(0) }
  expect(takeValue(held, fen(60_00))).toEqual({ principalFen: 50_00n, bonusFen: 10_00n, recoveredFen: 0n })
  expect(takeValue(held, fen(1))).toEqual({ principalFen: 1n, bonusFen: 0n, recoveredFen: 0n })
  expect(takeValue(held, fen(1200_00))).toMatchObject({ principalFen: 1000_00n, bonusFen: 200_00n })
})

test('ten visits for 100.03 earn ten times ten yuan and three fen in all', () => {
  let held = { productId: 'p', paid: 10n, gift: 1n, principalFen: fen(100_03), advancedFen: fen(0) }
  const earned: bigint[] = []
  for (let visit = 0; visit < 11; visit++) {
    const taken = takeVisits(held, 1)
    earned.push(taken.principalFen)
    held = {
      ...held,
      paid: held.paid - taken.paid,
      gift: held.gift - taken.gift,
      principalFen: fen(held.principalFen - taken.principalFen),
    }
  }
  expect(earned).toEqual([1000n, 1000n, 1000n, 1000n, 1000n, 1000n, 1000n, 1001n, 1001n, 1001n, 0n])
})

test('an advance is recovered in proportion, and the last takes all of it', () => {
  const held = { productId: 'p', paid: 3n, gift: 0n, principalFen: fen(100), advancedFen: fen(31) }
  expect(takeVisits(held, 1)).toMatchObject({ principalFen: 33n, recoveredFen: 10n })
  expect(takeVisits(held, 3)).toMatchObject({ principalFen: 100n, recoveredFen: 31n })
})

test.each([
  [true, 500_000n, false],
  [true, 500_001n, true],
  [false, 100_000n, false],
  [false, 100_001n, true],
])('a card (named: %s) with %s fen is beyond the law: %s', (named, wanted, refused) => {
  const limits = { namedFen: 500_000, anonymousFen: 100_000 }
  const check = () => checkLimit(wanted, named, limits)
  if (refused) expect(check).toThrow(cardAboveLimit.code)
  else expect(check).not.toThrow()
})
