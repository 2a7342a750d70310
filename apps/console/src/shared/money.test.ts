import { expect, test } from 'vitest'
import { parseYuan, yuanText } from './money.ts'

test.each([
  ['12', 1200],
  ['12.3', 1230],
  ['.5', 50],
  ['0.10', 10],
  ['1,234.56', 123456],
  ['１２．３４', 1234],
  ['￥ 8。8', 880],
  ['1.500', 150],
  ['90071992547409.91', 9007199254740991],
])('%s is %i fen', (text, fen) => {
  expect(parseYuan(text)).toEqual({ fen })
})

test.each([
  ['', 'empty'],
  ['.', 'not_a_number'],
  ['1.2.3', 'not_a_number'],
  ['-1', 'not_a_number'],
  ['1e3', 'not_a_number'],
  ['0.001', 'fraction_of_fen'],
  ['90071992547409.92', 'too_large'],
])('%s is refused as %s', (text, problem) => {
  expect(parseYuan(text)).toEqual({ problem })
})

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [-5, '-0.05'],
  [123456789, '1,234,567.89'],
])('%i fen reads %s', (fen, text) => {
  expect(yuanText(fen)).toBe(text)
})
