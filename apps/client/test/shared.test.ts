import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { dateTimeText, fenOf, yuanText } from '../src/shared/figures.ts'
import { qrImage } from '../src/shared/qr-image.ts'

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [39_900, '399.00'],
  [123_456_789, '1,234,567.89'],
  [-1_205, '-12.05'],
])('%i fen reads %s', (amountFen, text) => {
  expect(yuanText(amountFen)).toBe(text)
})

test.each([
  ['12', 1_200],
  ['12.3', 1_230],
  [' 0.05 ', 5],
  ['12.345', undefined],
  ['-1', undefined],
  ['１２', undefined],
  ['1e3', undefined],
  ['', undefined],
])('%s typed is %s fen', (typed, amountFen) => {
  expect(fenOf(typed)).toBe(amountFen)
})

test('a time is shown by the clock of Shanghai', () => {
  expect(dateTimeText('2026-11-20T16:30:00Z')).toBe('2026-11-21 00:30')
})

test('a QR code is a PNG whose three corners are finder patterns', () => {
  const png = Buffer.from(qrImage('1234567890123456').replace('data:image/png;base64,', ''), 'base64')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const side = png.readUInt32BE(16)
  const start = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)))

  const modules = side / 8
  const dark = (x: number, y: number) => rows[y * 8 * (modules + 1) + 1 + x] === 0
  const finder = (x: number, y: number) => [0, 1, 2, 3, 4, 5, 6].map((step) => dark(x + step, y + 3))
  const expected = [true, false, true, true, true, false, true]
  expect(finder(2, 2)).toEqual(expected)
  expect(finder(modules - 9, 2)).toEqual(expected)
  expect(finder(2, modules - 9)).toEqual(expected)
  expect(dark(0, 0)).toBe(false)
})
