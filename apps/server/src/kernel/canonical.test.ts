import { expect, test } from 'vitest'
import { contentHash, fromStored, toStored } from './canonical.ts'

test('the order of keys and what is undefined do not matter to the hash; everything else does', () => {
  const hash = contentHash({ amountFen: 5n, lines: [{ a: 1, b: undefined }] })
  expect(contentHash({ lines: [{ a: 1 }], amountFen: 5n })).toEqual(hash)
  expect(contentHash({ lines: [{ a: 1 }], amountFen: 5 })).not.toEqual(hash)
  expect(contentHash({ lines: [{ a: '1' }], amountFen: 5n })).not.toEqual(hash)
})

test('what is stored comes back: bigints, dates, nesting, null', () => {
  const answer = { totalFen: 12n, at: new Date(0), lines: [{ n: null, ok: true }], text: '"' }
  expect(fromStored(JSON.parse(toStored(answer)))).toEqual(answer)
  expect(fromStored(JSON.parse(toStored(undefined)))).toBeNull()
})
