import { expect, test } from 'vitest'
import { businessDay, settableClock, startOfBusinessDay } from './clock.ts'

test('a business day begins at midnight in Shanghai', () => {
  expect(businessDay(new Date('2026-03-01T15:59:59.999Z'))).toBe('2026-03-01')
  expect(businessDay(new Date('2026-03-01T16:00:00Z'))).toBe('2026-03-02')
  expect(startOfBusinessDay('2026-03-02').toISOString()).toBe('2026-03-01T16:00:00.000Z')
})

test('a settable clock stands still until told', () => {
  const clock = settableClock(new Date(1000))
  clock.advance(500)
  expect(clock.now()).toEqual(new Date(1500))
  clock.set(new Date(0))
  expect(clock.now()).toEqual(new Date(0))
})
