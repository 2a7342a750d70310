import { expect, test } from 'vitest'
import { differencesOf } from './differences.ts'

test('a change inside a list is named by its path', () => {
  const before = { name: '游泳卡', items: [{ visits: 10 }, { visits: 2 }] }
  const after = { name: '游泳卡', items: [{ visits: 10 }, { visits: 3 }] }

  expect(differencesOf(before, after).filter((line) => line.changed)).toEqual([
    { field: 'items.1.visits', before: '2', after: '3', changed: true },
  ])
})

test('what was added or taken away has one side', () => {
  expect(differencesOf(null, { name: '江滨店', address: null })).toEqual([
    { field: 'name', before: '', after: '江滨店', changed: true },
    { field: 'address', before: '', after: '–', changed: true },
  ])
  expect(differencesOf({ name: '江滨店' }, undefined)).toEqual([
    { field: 'name', before: '江滨店', after: '', changed: true },
  ])
})
