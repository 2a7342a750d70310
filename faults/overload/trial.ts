import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { knockAtOnce } from '../../bench/http/connections.ts'
import { openCounter } from '../../bench/http/counter.ts'
import { newMerchant } from '../../apps/server/test/database.ts'
import { openSite } from '../harness/site.ts'
import type { Settings, Trial } from '../harness/trial.ts'
import { openLoop } from './open-loop.ts'
import type { Heard } from './open-loop.ts'

const path = '/api/merchant/redemptions'
const cards = 40_000
const factor = 1.5
const connections = 256
const seconds = { short: 8, long: 30 }
const goodputLeast = 0.7
const refusalMilliseconds = 250
const recoverySeconds = 5

export const overload: Trial = {
  name: 'overload',
  about: 'one and a half times what the server can do, from a generator on the same machine',
  run: overwhelm,
}

async function overwhelm({ form }: Settings): Promise<string> {
  const site = await openSite()
  try {
    await site.startServer()
    const { stage, address } = site
    const { db, vault } = stage
    const bench = { ...db, db, openDb: () => db, newMerchant: () => newMerchant(db) }
    const counter = await openCounter(bench, vault, cards)
    const port = Number(new URL(address).port)
    const next = () => counter.nextRedemption(path)
    await knockAtOnce(port, { connections, seconds: 3 }, next)
    const { perSecond: maximum } = await knockAtOnce(port, { connections, seconds: seconds[form] / 3 }, next)

    const loop = openLoop(port)
    const begun = performance.now()
    const heard = await loop.offer(maximum * factor, seconds[form], next)
    const last = (performance.now() - begun) / 1000
    const recovered = await untilCalm(() => loop.ask(next()))
    loop.close()
    return report(heard, { maximum, last, recovered, seconds: seconds[form] })
  } finally {
    await site.close()
  }
}

/** Calm is twenty good answers in a row, each within a quarter of a second; answers when the first of them began. */
async function untilCalm(ask: () => Promise<Heard>): Promise<number> {
  const begun = performance.now()
  let since = begun
  for (let calm = 0; calm < 20; await sleep(20)) {
    const { status, milliseconds } = await ask()
    calm = status === 200 && milliseconds <= refusalMilliseconds ? calm + 1 : 0
    if (calm === 0) since = performance.now()
    assert(performance.now() - begun < 60_000, 'the server does not recover')
  }
  return (since - begun) / 1000
}

type Run = { maximum: number; last: number; recovered: number; seconds: number }

function report(heard: readonly Heard[], { maximum, last, recovered, seconds: offered }: Run): string {
  const done = heard.filter(({ status }) => status === 200)
  const refusals = heard.filter(({ status }) => status === 503 || status === 429)
  const silent = heard.filter(({ status }) => status === 0).length
  const goodput = done.length / Math.max(last, offered) / maximum
  const p99 = at(refusals, 0.99)
  const figures =
    `maximum ${maximum.toFixed(0)}/s, offered ${(heard.length / offered).toFixed(0)}/s for ${offered} s: ` +
    `goodput ${goodput.toFixed(2)} (≥ ${goodputLeast}), ` +
    `${done.length} done with p99 ${at(done, 0.99).toFixed(0)} ms, ` +
    `${refusals.length} refused with p99 ${p99.toFixed(0)} ms (≤ ${refusalMilliseconds}), ` +
    `${heard.length - done.length - refusals.length} others (${silent} unanswered), ` +
    `recovered after ${recovered.toFixed(1)} s (≤ ${recoverySeconds})`
  const isGood = goodput >= goodputLeast && p99 <= refusalMilliseconds && recovered <= recoverySeconds
  assert(isGood, figures)
  return figures
}

function at(heard: readonly Heard[], share: number): number {
  const sorted = heard.map(({ milliseconds }) => milliseconds).toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
