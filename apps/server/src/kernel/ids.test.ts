import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compactId, expandId, isUuid, newId } from './ids.ts'

test('ids of one process sort in the order they were made', () => {
  const at = new Date('2026-03-02T01:00:00Z')
  const ids = Array.from({ length: 1000 }, () => newId(at))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(1000)
  expect(ids.every(isUuid)).toBe(true)
})

test('a later id sorts behind an earlier one', () => {
  expect(newId(new Date(1)) < newId(new Date(2))).toBe(true)
})

test('more ids than one millisecond counts are still all different', () => {
  const at = new Date('2026-03-02T02:00:00Z')
  expect(new Set(Array.from({ length: 10_000 }, () => newId(at))).size).toBe(10_000)
})

test('an id carries its time, version 7 and the variant', () => {
  const id = newId(new Date('2026-03-02T03:04:05.678Z'))
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(
    Date.parse('2026-03-02T03:04:05.678Z'),
  )
  expect(id).toMatch(/^.{14}7.{4}[89ab]/)
})

test('the compact form has 26 characters, sorts alike and leads back', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (one, other) => {
      expect(compactId(one)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
      expect(expandId(compactId(one))).toBe(one)
      expect(compactId(one) < compactId(other)).toBe(one < other)
    }),
  )
})

test.each(['', 'U'.repeat(26), '8'.repeat(26), '0'.repeat(25)])('%j is no compact id', (text) => {
  expect(expandId(text)).toBeUndefined()
})
