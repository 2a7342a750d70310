import { expect, test } from 'vitest'
import { states } from './states.ts'

const doors = states({ open: ['shut'], shut: ['open', 'locked'], locked: [] })

test('only what the table says is possible', () => {
  expect(doors.all).toEqual(['open', 'shut', 'locked'])
  expect(doors.can('open', 'shut')).toBe(true)
  expect(doors.can('open', 'locked')).toBe(false)
  expect(doors.can('open', 'open')).toBe(false)
  expect(() => doors.check('shut', 'locked')).not.toThrow()
  expect(() => doors.check('locked', 'open')).toThrow('no way from locked to open')
})

test('a misspelt state does not compile', () => {
  // @ts-expect-error 'ajar' is no state
  states({ open: ['ajar'] })
  // @ts-expect-error 'ajar' is no state
  expect(doors.can('open', 'ajar')).toBe(false)
})
