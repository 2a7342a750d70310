import { businessDay, startOfBusinessDay } from '../../kernel/clock.ts'
import type { Agenda } from './agenda.ts'
import { arrive } from './arrive.ts'
import { come } from './come.ts'
import type { Dice } from './dice.ts'
import type { Identity } from './names.ts'
import { minutes, seconds } from './shop.ts'
import type { Customer, Shop } from './shop.ts'

export const dayMilliseconds = 86_400_000

/** Who has not come yet: the first of them on the first days. */
export type Newcomers = Identity[]

export type Day = {
  /** Counted from 0. */
  index: number
  of: number
  start: Date
  /** The load began now: nothing happens later. */
  now: Date
  liveliness: number
}

/** Writes one day of a merchant into its agenda: newcomers first, and then whoever comes again. */
export function planDay(shop: Shop, agenda: Agenda, newcomers: Newcomers, day: Day): void {
  const times = timesOf(shop, day)
  const fresh = Math.min(newcomersOf(shop, newcomers, day), Math.ceil(times.length * 0.6))
  for (const [index, at] of times.entries()) {
    const identity = index < fresh ? newcomers.shift() : undefined
    const run = async () => {
      const customer = identity ? await arrive(shop, identity, wayOf(shop.dice)) : someone(shop)
      if (identity) shop.clock.advance(seconds(20))
      if (customer) await come({ shop, agenda, customer })
    }
    agenda.add({ at, what: identity ? '新顾客' : '老顾客', run })
  }
}

/** Two thirds come in the first half of the history; the last one a week before its end. */
function newcomersOf({ plan, dice }: Shop, { length }: Newcomers, { index, of }: Day): number {
  if (length === 0) return 0
  const left = Math.max(1, of - index - Math.ceil(of / 8))
  const even = (length / left) * (index < of / 3 ? 1.8 : 1)
  const rounded = Math.floor(even) + (dice.chance(even % 1) ? 1 : 0)
  return Math.min(length, Math.max(rounded, index === 0 ? Math.ceil(plan.customers / 12) : 0))
}

function wayOf(dice: Dice): Customer['way'] {
  return dice.weighted([
    ['counter', 4],
    ['mini-program', 4],
    ['mobile', 2],
  ] as const)
}

/** Those who hold something come more often. */
function someone({ customers, dice }: Shop): Customer | undefined {
  if (customers.length === 0) return undefined
  return dice.weighted(customers.map((one) => [one, one.cards.length > 0 ? 3 : 1] as const))
}

/** When somebody comes that day: by the hours of such a day, and today only until now. */
function timesOf(shop: Shop, day: Day): Date[] {
  const { dice, plan } = shop
  const { habits } = plan
  const weekday = (new Date(day.start.getTime() + dayMilliseconds / 3).getUTCDay() + 6) % 7
  const hours = weekday >= 5 ? habits.weekend : habits.workday
  const growth = 0.55 + 0.45 * Math.min(1, (day.index + 1) / (day.of * 0.6))
  const wanted = habits.comingADay * habits.week[weekday]! * growth * day.liveliness
  const total = Math.max(2, Math.round(wanted * (0.8 + dice.next() * 0.4)))
  const drawn = Array.from({ length: total }, () => {
    const start =
      day.start.getTime() +
      dice.weighted(hours.map(([hour, weight]) => [hour, weight] as const)) * minutes(60)
    return new Date(start + dice.whole(0, 3599) * 1000)
  })
  return isToday(day) ? beforeNow(shop, day, drawn) : drawn.toSorted(byTime)
}

const isToday = ({ start, now }: Day): boolean => businessDay(start) === businessDay(now)
const byTime = (one: Date, other: Date): number => one.getTime() - other.getTime()

const fewest = 4

/** Also before the doors open somebody was there: a demo that begins in the morning shows more than zeroes. */
function beforeNow({ dice, plan }: Shop, { start, now }: Day, drawn: readonly Date[]): Date[] {
  const last = now.getTime() - minutes(4)
  const past = drawn.filter((at) => at.getTime() < last)
  const opened = start.getTime() + plan.habits.open[0] * minutes(60)
  const from = Math.max(start.getTime() + minutes(1), Math.min(opened, last - minutes(100)))
  while (past.length < fewest && from < last)
    past.push(new Date(from + Math.floor(dice.next() * (last - from))))
  return past.sort(byTime)
}

export function dayOf(now: Date, daysAgo: number): Date {
  return startOfBusinessDay(businessDay(new Date(now.getTime() - daysAgo * dayMilliseconds)))
}
