import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { addOperatorStaff } from '../../flows/merchants/add-operator-staff.ts'
import type { Compose } from '../../http/compose.ts'
import { chainAudit } from '../../kernel/audit.ts'
import type { SettableClock } from '../../kernel/clock.ts'
import { openAgenda } from './agenda.ts'
import type { Agenda } from './agenda.ts'
import { dayMilliseconds, dayOf, planDay } from './days.ts'
import type { Newcomers } from './days.ts'
import { rollDice } from './dice.ts'
import { openCollecting } from './connect-channels.ts'
import { callerOf, foundShop } from './found-shop.ts'
import { closeTills } from './hand-in.ts'
import { loginsOf, makePassword } from './logins.ts'
import type { DemoLogins } from './logins.ts'
import { makeIdentities } from './names.ts'
import { openSandboxControl } from './sandbox-control.ts'
import { minutes } from './shop.ts'
import type { Shop } from './shop.ts'
import { bay } from './shops/bay.ts'
import { eBikes } from './shops/e-bikes.ts'
import { noodles } from './shops/noodles.ts'
import type { ShopPlan } from './shops/plan.ts'
import { school } from './shops/school.ts'
import { planSettlement } from './settle.ts'
import { planDeadLetter, planSpecials, tryChannel } from './specials.ts'
import { openWorld } from './world.ts'
import type { DemoWorld } from './world.ts'

export const shopPlans: readonly ShopPlan[] = [bay, school, noodles, eBikes]

export type LoadDemo = {
  /** Runs by `channelClock`. */
  parts: Compose
  channelClock: SettableClock
  queue: Pool
  sandboxPanelUrl: string
  now: Date
  days?: number
  /** How much happens in a day, compared with what the plans say. */
  liveliness?: number
  seed?: number
  say?: (percent: number) => void
}

export type LoadedDemo = { logins: DemoLogins; counts: Record<string, number>; shops: Shop[] }

type Telling = { shop: Shop; agenda: Agenda; newcomers: Newcomers }

/** Four merchants and some weeks of their history, told through the flows that real people use, ending now. */
export async function loadDemo(input: LoadDemo): Promise<LoadedDemo> {
  const { now, days = 56, say = () => undefined } = input
  const sandbox = openSandboxControl(input.sandboxPanelUrl)
  const world = await openWorld({ ...input, sandbox })
  try {
    const first = dayOf(now, days - 1)
    const password = makePassword(randomBytes)
    say(0)
    const tellings = await found(world, input, { first, password })
    for (let index = 0; index < days; index++) {
      say(Math.round(12 + (84 * index) / days))
      await tellDay(tellings, { ...input, index, days, first })
    }
    say(100)
    await sandbox.clearFaults()
    const shops = tellings.map(({ shop }) => shop)
    return { logins: loginsOf(shops, password), counts: totalOf(shops), shops }
  } finally {
    await sandbox.put('/api/clock', { now: null })
    await world.close()
  }
}

type Founding = { first: Date; password: string }

/** On the morning of the first day, before the doors open. */
async function found(world: DemoWorld, input: LoadDemo, { first, password }: Founding): Promise<Telling[]> {
  const { now, seed = 20_260, channelClock, parts } = input
  const at = new Date(first.getTime() + minutes(5 * 60))
  channelClock.set(at)
  await world.sandbox.put('/api/clock', { now: at.toISOString() })
  await addOperatorStaff(parts.db, { loginName: 'platform', name: '平台管理员', password })
  await addOperatorStaff(parts.db, { loginName: 'platform-review', name: '李复核', password })
  const operator = await callerOf(parts, { loginName: 'platform', password, platform: 'operator' })
  const second = await callerOf(parts, { loginName: 'platform-review', password, platform: 'operator' })
  const collecting = await openCollecting(parts, world.sandbox, operator)
  const circles = shareSome(seed)
  const tellings = await Promise.all(
    shopPlans.map(async (plan, index) => {
      const shop = await foundShop({
        plan,
        world,
        operator,
        collecting,
        at,
        password,
        seed: seed + index + 1,
      })
      await tryChannel(shop)
      const agenda = openAgenda(shop, new Date(now.getTime() - minutes(2)))
      const last = dayOf(now, 0)
      planSpecials(shop, agenda, { first: new Date(first.getTime() + dayMilliseconds), last })
      planSettlement(shop, agenda, { first, last, reviewers: [operator, second] })
      if (plan.typeCode === 'food') planDeadLetter(shop, agenda, new Date(now.getTime() - minutes(2.5)))
      return { shop, agenda, newcomers: circles[index]! }
    }),
  )
  while ((await chainAudit(parts.db, operator.merchantId)) > 0);
  return tellings
}

const sharedCount = 4

/** Each merchant's future customers; a few of one merchant know the next merchant too. */
function shareSome(seed: number): Newcomers[] {
  const dice = rollDice(seed)
  const circles = shopPlans.map(({ customers }, index) => makeIdentities(dice, customers, index + 1))
  return circles.map((circle, index) => {
    const neighbours = circles[(index + 1) % circles.length]!.slice(2, 2 + sharedCount)
    const place = Math.floor(circle.length / 2)
    return [...circle.slice(0, place), ...neighbours, ...circle.slice(place + sharedCount)]
  })
}

type Telltale = LoadDemo & { index: number; days: number; first: Date }

/** All merchants side by side, each by its own clock, and all wait for the day's end. */
async function tellDay(tellings: readonly Telling[], input: Telltale): Promise<void> {
  const { index, days, now, first, liveliness = 0.7 } = input
  const start = new Date(first.getTime() + index * dayMilliseconds)
  const dayEnd = new Date(Math.min(start.getTime() + dayMilliseconds - 1000, now.getTime()))
  await Promise.all(
    tellings.map(async ({ shop, agenda, newcomers }) => {
      planDay(shop, agenda, newcomers, { index, of: days, start, now, liveliness })
      const evening = new Date(start.getTime() + minutes(22.5 * 60))
      agenda.add({ at: evening, what: '交款', run: () => closeTills(shop) })
      await agenda.runUntil(dayEnd)
    }),
  )
}

function totalOf(shops: readonly Shop[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const { counts } of shops)
    for (const [what, times] of Object.entries(counts)) total[what] = (total[what] ?? 0) + times
  return total
}
