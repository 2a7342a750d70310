import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '../harness/trial.ts'
import { openSite } from '../harness/site.ts'
import type { Site } from '../harness/site.ts'
import { ask, gatherCrowd } from './crowd.ts'
import type { Crowd } from './crowd.ts'
import { openTill } from './till.ts'
import type { Till } from './till.ts'

export type Scene = { site: Site; crowd: Crowd; form: Settings['form']; round: number }

export type Outage = {
  name: string
  about: string
  /** Breaks something and mends it; answers when it was mended, by performance.now(). */
  fault(scene: Scene): Promise<number>
  /** From then to the first success. */
  secondsMax: number
  rounds?: Record<Settings['form'], number>
}

const sizes = {
  short: { clients: 32, cards: 60, pauseMilliseconds: 250 },
  long: { clients: 256, cards: 1500, pauseMilliseconds: 250 },
}

/**
 * Breaks something under redemptions: none acknowledged may be lost, none done twice, and soon all goes on. Several
 * outages befall the same site, one after the other.
 */
export async function underOutages(
  { form }: Settings,
  outages: readonly Outage[],
  folder?: string,
): Promise<string[]> {
  const site = await openSite(folder)
  try {
    await site.startServer()
    const lines: string[] = []
    for (const outage of outages) lines.push(await underOutage(site, form, outage))
    return lines
  } catch (error) {
    throw new Error(`${String(error)}\n${site.serverLog().slice(-3000)}`, { cause: error })
  } finally {
    await site.close()
  }
}

async function underOutage(site: Site, form: Settings['form'], outage: Outage): Promise<string> {
  const { cards, ...crowding } = sizes[form]
  const rounds = outage.rounds?.[form] ?? (form === 'short' ? 1 : 5)
  const till = await openTill(site.stage, cards)
  const crowd = gatherCrowd(site.address, till, crowding)
  const waits: number[] = []
  for (let round = 0; round < rounds; round++) {
    await sleep(form === 'short' ? 300 : 2000)
    const mendedAt = await outage.fault({ site, crowd, form, round })
    waits.push(await crowd.firstSuccessAfter(mendedAt))
    await sleep(form === 'short' ? 200 : 2000)
  }
  await crowd.finish()
  const slowest = Math.max(...waits) / 1000
  const figures = await judge(site, till, crowd)
  // How soon is a question for a machine that does nothing else.
  const isSoon = form === 'short' || slowest <= outage.secondsMax
  assert(isSoon, `${outage.name}: the first success came only after ${slowest.toFixed(1)} s`)
  return `${figures}, first success after ${slowest.toFixed(1)} s at most, ${rounds} times`
}

/** Against the database itself, and by asking again. */
async function judge(
  { stage, address, verifyBooks, serverBugs }: Site,
  till: Till,
  crowd: Crowd,
): Promise<string> {
  const { rows } = await stage.db.owner.query<{ id: string }>(
    'select id from redemption where merchant_id = $1',
    [till.merchantId],
  )
  const kept = new Set(rows.map(({ id }) => id))
  const done = crowd.deeds.filter((deed) => deed.done.size > 0)
  const lost = done.filter((deed) => [...deed.done].some((id) => !kept.has(id)))
  const acknowledged = new Set(done.flatMap((deed) => [...deed.done]))
  assert(done.length > 0, 'nothing was redeemed at all')
  assert.equal(lost.length, 0, `${lost.length} acknowledged redemptions are lost`)
  assert.equal(
    kept.size,
    done.length,
    'redemptions in the books that nobody was told of, or that were done twice',
  )
  assert.equal(acknowledged.size, done.length, 'one key, several redemptions')
  for (const deed of [...done.slice(0, 10), ...done.slice(-10)]) {
    const again = await ask(address, deed)
    assert.deepEqual(
      [again?.status, again?.redemptionId],
      [200, [...deed.done][0]],
      'asked again, another answer',
    )
  }
  await verifyBooks()
  const refused = crowd.deeds.filter((deed) => deed.refused !== undefined).length
  const [asked, bugs] = [crowd.unanswered(), crowd.bugs.length]
  assert.equal(bugs, 0, `answered as a bug: ${[...new Set(crowd.bugs), ...serverBugs()].join('\n')}`)
  return `${done.length} redeemed, ${refused} refused, ${asked} asked again; 0 lost, 0 doubled`
}
