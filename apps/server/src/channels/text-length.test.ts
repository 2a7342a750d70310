import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToBytes, cutToCharacters, oneLine } from './text-length.ts'

test.each([
  ['十次游泳卡', 15, '十次游泳卡'],
  ['十次游泳卡', 14, '十次游泳'],
  ['a十', 3, 'a'],
  ['👨‍👩‍👧家庭卡', 18, '👨‍👩‍👧'],
  ['👨‍👩‍👧家庭卡', 17, ''],
  ['', 5, ''],
])('%s cut to %i bytes', (text, bytesMax, kept) => {
  expect(cutToBytes(text, bytesMax)).toBe(kept)
})

test('a cut text is a well-formed beginning that fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(130), (text, max) => {
      const bytes = cutToBytes(text, max)
      expect(text.startsWith(bytes)).toBe(true)
      expect(Buffer.byteLength(bytes)).toBeLessThanOrEqual(max)
      expect(bytes.isWellFormed()).toBe(text.isWellFormed())
      expect(cutToCharacters(text, max).length).toBeLessThanOrEqual(max)
    }),
  )
})

test('line breaks and control characters become single spaces', () => {
  expect(oneLine(' 十次\r\n\t卡\u0000\u2028! ')).toBe('十次 卡 !')
})
