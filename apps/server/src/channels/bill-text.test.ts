import { expect, test } from 'vitest'
import { BillUnusable } from './bill.ts'
import { fieldCutter, forEachLine, nearestFen, placesOf, rateOf, thousandthsOf } from './bill-text.ts'

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text, 'latin1')
}

test('lines are cut wherever the chunks are', async () => {
  const lines: string[] = []
  await forEachLine(chunks('one\r', '\ntw', 'o\n\nlast'), (line) => lines.push(line))
  expect(lines).toEqual(['one', 'two', '', 'last'])
  const endless = forEachLine(chunks('x'.repeat(40_000), 'x'.repeat(40_000)), () => undefined)
  await expect(endless).rejects.toThrow(BillUnusable)
})

test.each([
  ['0.01', 1000],
  ['-12.34000', -1_234_000],
  ['45.0', 4_500_000],
  ['7', 700_000],
  ['0.00', 0],
  ['', Number.NaN],
  ['-', Number.NaN],
  ['.5', Number.NaN],
  ['1.2.3', Number.NaN],
  ['0.123456', Number.NaN],
  ['1,000.00', Number.NaN],
  ['99999999999999', Number.NaN],
])('%s is so many thousandths of a fen', (text, expected) => {
  expect(thousandthsOf(text)).toBe(expected)
})

test('fees are rounded away from zero, rates read as they are written', () => {
  expect([1499, 1500, -1500, -1499, 0].map(nearestFen)).toEqual([1, 2, -2, -1, 0])
  expect(['0.60%', '39.00%', '1%', '0.6', ''].map(rateOf)).toEqual([600, 39_000, 1000, undefined, undefined])
})

test('a column is found by its name, behind a free text from the end; more columns do not matter', () => {
  const header = ['时间', '单号', '商品名称', '手续费', '备注']
  const places = placesOf(header, { number: '单号', fee: '手续费' }, '商品名称')
  const cutter = fieldCutter(',')
  expect(cutter.take('10:00,A1,茶,大杯,加糖,0.06,无', 0)).toBe(7)
  expect([cutter.at(places.number), cutter.at(places.fee)]).toEqual(['A1', '0.06'])
  expect(() => placesOf(header, { rate: '费率' }, '商品名称')).toThrow('费率')
})
