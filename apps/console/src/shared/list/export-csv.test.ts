import { expect, test } from 'vitest'
import { cellOf } from './export-csv.ts'

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['=1+1', "'=1+1"],
  ['-cmd', "'-cmd"],
  ['-12.50', '-12.50'],
  [null, ''],
  [7, '7'],
])('%s becomes %s', (value, cell) => {
  expect(cellOf(value)).toBe(cell)
})
