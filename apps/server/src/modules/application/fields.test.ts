import { expect, test } from 'vitest'
import type { FieldKind } from '@sesame/contract/onboarding'
import { mask, problemOf } from './fields.ts'

const field = (kind: FieldKind, more = {}) => ({
  key: 'one',
  group: '',
  label: '一',
  kind,
  required: true,
  hint: '',
  example: '',
  choices: [],
  ...more,
})

test.each<[FieldKind, string]>([
  ['id-number', '11010519491231002X'],
  ['id-number', '440524188001010014'],
  ['license-number', '91350100M000100Y43'],
  ['license-number', '91110000600037341L'],
  ['mobile', '13800138000'],
  ['bank-account', '6222021001116245702'],
  ['date', '2024-02-29'],
  ['number', '0'],
  ['text', ' 杭州 '],
])('%s: %s is right', (kind, value) => {
  expect(problemOf(field(kind), value)).toBeUndefined()
})

test.each<[FieldKind, string]>([
  ['id-number', '110105194912310021'],
  ['id-number', '11010519491331002X'],
  ['id-number', '11010519491231002x'],
  ['license-number', '91350100M000100Y44'],
  ['license-number', '91350100M000100I43'],
  ['mobile', '23800138000'],
  ['mobile', '１３８００１３８０００'],
  ['bank-account', '62220210 01116'],
  ['date', '2023-02-29'],
  ['date', '2023-2-9'],
  ['number', '-1'],
  ['number', '1.5'],
  ['choice', '别的'],
  ['long-text', '长'.repeat(501)],
])('%s: %s is wrong', (kind, value) => {
  const choices = kind === 'choice' ? ['是', '否'] : []
  expect(problemOf(field(kind, { choices }), value)).toBe('wrong')
})

test('only a required value is missing', () => {
  expect(problemOf(field('text'), '  ')).toBe('missing')
  expect(problemOf(field('text', { required: false }), undefined)).toBeUndefined()
})

test('what is masked is recognised by its owner and useless to others', () => {
  expect(mask('11010519491231002X')).toBe('110***********002X')
  expect(mask('12345')).toBe('*****')
})
