import { expect, test } from 'vitest'
import { codeDigits, codeStepOf, findCodeStep, isFreshStep, parseCardCode } from './code.ts'
import { cardCodeMalformed } from './rules.ts'

/** The secret and the times of RFC 6238, appendix B, for HMAC-SHA-256. */
const secret = Buffer.from('12345678901234567890123456789012')

test.each([
  [59, '119246'],
  [1111111109, '084774'],
  [1111111111, '062674'],
  [1234567890, '819424'],
  [2000000000, '698825'],
  [20000000000, '737706'],
])('at second %s the digits are those of the RFC', (second, digits) => {
  expect(codeDigits(secret, codeStepOf(new Date(second * 1000)))).toBe(digits)
})

test('a code is fresh in its step and one to either side', () => {
  const now = new Date('2026-03-02T09:00:15+08:00')
  const step = codeStepOf(now)
  expect([-2, -1, 0, 1, 2].map((away) => isFreshStep(step + away, now))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
})

test('a code is recognised as far back as a reading lasts, and not beyond', () => {
  const now = new Date('2026-03-02T09:00:15+08:00')
  const step = codeStepOf(now)
  expect(findCodeStep(secret, codeDigits(secret, step - 7), now)).toBe(step - 7)
  expect(findCodeStep(secret, codeDigits(secret, step + 1), now)).toBe(step + 1)
  expect(findCodeStep(secret, codeDigits(secret, step - 9), now)).toBeUndefined()
  expect(findCodeStep(secret, codeDigits(secret, step + 2), now)).toBeUndefined()
})

test('spaces are ignored, everything else that is no digit is refused', () => {
  expect(parseCardCode('0123 4567 8901 2345')).toEqual({ number: '0123456789', digits: '012345' })
  for (const wrong of [
    '',
    '012345678901234',
    '01234567890123456',
    '０１２３４５６７８９０１２３４５',
    '01234567890123-5',
    '0123\t456789012345',
  ])
    expect(() => parseCardCode(wrong)).toThrow(cardCodeMalformed.code)
})
