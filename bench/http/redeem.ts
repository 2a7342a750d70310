import type { Benchmark, Prepared } from '../harness/benchmark.ts'
import type { Stage } from '../harness/stage.ts'
import { startApi } from './api.ts'
import { knockAtOnce } from './connections.ts'
import type { Heard } from './connections.ts'
import { openCounter } from './counter.ts'

const cards = 20_000
const path = '/api/merchant/redemptions'
const hello = { method: 'GET', path: '/bench/hello' } as const

type Sides = Record<string, { path: string; figure(heard: Heard): number }>

async function prepare(stage: Stage, connections: number, sides: Sides): Promise<Omit<Prepared, 'ratio'>> {
  const api = await startApi(stage)
  const counter = await openCounter(stage, api.vault, cards)
  const seen: Record<string, Heard> = {}
  return {
    sides: Object.fromEntries(
      Object.entries(sides).map(([name, side]) => [
        name,
        async () => {
          const next = () => (side.path === hello.path ? hello : counter.nextRedemption(side.path))
          seen[name] = await knockAtOnce(api.port, { connections, seconds: 3 }, next)
          return side.figure(seen[name])
        },
      ]),
    ),
    notes: () =>
      Object.fromEntries(
        Object.entries(seen).flatMap(([name, { p50, p99 }]) => [
          [`${name} p50 ms, last round`, p50],
          [`${name} p99 ms, last round`, p99],
        ]),
      ),
    close: () => api.close(),
  }
}

const perSecond = ({ perSecond: figure }: Heard) => figure
const p99 = (heard: Heard) => heard.p99

export const redeemHttp: Benchmark = {
  name: 'redeem-http',
  about: 'whole redemptions over HTTP, 256 connections, against a transaction per request and question',
  unit: 'redemptions/s',
  reach: 10,
  better: 'higher',
  prepare: async (stage) => ({
    ...(await prepare(stage, 256, {
      batched: { path, figure: perSecond },
      plain: { path: '/bench/redeem-plainly', figure: perSecond },
    })),
    ratio: ({ batched, plain }) => batched! / plain!,
  }),
}

export const redeemHello: Benchmark = {
  name: 'redeem-hello',
  about: 'whole redemptions over HTTP against the same server saying hello, 256 connections',
  unit: 'requests/s',
  reach: 0.15,
  better: 'higher',
  prepare: async (stage) => ({
    ...(await prepare(stage, 256, {
      redeem: { path, figure: perSecond },
      hello: { path: hello.path, figure: perSecond },
    })),
    ratio: ({ redeem, hello: greeted }) => redeem! / greeted!,
  }),
}

export const redeemLatency: Benchmark = {
  name: 'redeem-p99',
  about: 'the 99th percentile of a redemption over HTTP against that of hello, 64 connections',
  unit: 'milliseconds',
  reach: 6,
  better: 'lower',
  prepare: async (stage) => ({
    ...(await prepare(stage, 64, {
      redeem: { path, figure: p99 },
      hello: { path: hello.path, figure: p99 },
    })),
    ratio: ({ redeem, hello: greeted }) => redeem! / greeted!,
  }),
}
