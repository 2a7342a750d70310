import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mutants } from './list.ts'
import { problemOf } from './plant.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

test('every seeded bug still has its place in the code', () => {
  const lost = mutants.flatMap((mutant) => problemOf(root, mutant) ?? [])
  expect(lost).toEqual([])
})

test('no two bugs have one name', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
})
