import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Benchmark } from '../harness/benchmark.ts'
import { openStage } from '../harness/stage.ts'
import type { Stage } from '../harness/stage.ts'
import { startApi } from '../http/api.ts'
import { knockAtOnce } from '../http/connections.ts'
import { openCounter } from '../http/counter.ts'
import type { Counter } from '../http/counter.ts'
import { openGrownCounter, transfersPerCard } from './load.ts'

const cardsOfYears = 1_000_000
const cardsOfYoung = 20_000
const path = '/api/merchant/redemptions'
const load = { connections: 256, seconds: 3 }
/** Of the disk, with the log of the database and what the load itself writes. */
const bytesPerCard = 20_000

/** Two databases, one of them just opened and one as after years, each with an api of its own. */
export const growth: Benchmark = {
  name: 'growth',
  about:
    `redemptions at ${transfersPerCard * cardsOfYears} transfers and ${cardsOfYears} cards ` +
    'against an empty database',
  unit: 'redemptions/s',
  reach: 0.8,
  better: 'higher',
  prepare: async (stage, { scale }) => {
    const cards = Math.floor(cardsOfYears * scale)
    const free = statfsSync(tmpdir())
    if (free.bavail * free.bsize < cards * bytesPerCard)
      throw new Error(`${cards} cards need ${(cards * bytesPerCard) / 1e9} GB; try a smaller --scale`)
    const begun = performance.now()
    const grown = await openSide(stage, (api) => openGrownCounter(stage, api, cards))
    const loadedSeconds = (performance.now() - begun) / 1000
    const youngStage = await openStage()
    const young = await openSide(youngStage, (api) => openCounter(youngStage, api, cardsOfYoung))
    await youngStage.owner.query('analyze')
    return {
      sides: { grown: grown.play, empty: young.play },
      ratio: (figures) => figures.grown! / figures.empty!,
      notes: () => ({ cards, transfers: cards * transfersPerCard, 'loading took, s': loadedSeconds }),
      close: async () => {
        await Promise.all([grown.close(), young.close()])
        await youngStage.close()
      },
    }
  },
}

type Vault = Awaited<ReturnType<typeof startApi>>['vault']

async function openSide(stage: Stage, open: (vault: Vault) => Promise<Counter>) {
  const api = await startApi(stage)
  const counter = await open(api.vault)
  const play = async () => (await knockAtOnce(api.port, load, () => counter.nextRedemption(path))).perSecond
  return { play, close: () => api.close() }
}
