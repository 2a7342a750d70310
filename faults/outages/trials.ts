import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings, Trial } from '../harness/trial.ts'
import { underOutages } from './outage.ts'
import type { Outage } from './outage.ts'

const fiveSeconds = 5
/** Sessions live for twelve hours, so no jump is longer. */
const jumps = [180, -240, 10, 0].map((minutes) => minutes * 60_000)

const outages: readonly Outage[] = [
  {
    name: 'server-killed',
    about: 'kill -9 of the server process, api and worker',
    secondsMax: fiveSeconds,
    fault: async ({ site }) => {
      await site.killServer()
      await site.startServer()
      return performance.now()
    },
  },
  {
    name: 'clock-jumps',
    about: 'the server’s clock jumps forth and back',
    secondsMax: fiveSeconds,
    rounds: { short: 4, long: 16 },
    fault: async ({ site, crowd, round }) => {
      const offset = jumps[round % jumps.length]!
      site.setServerClock(offset)
      crowd.setClock(offset)
      return performance.now()
    },
  },
  {
    name: 'database-killed',
    about: 'kill -9 of the database with all its processes',
    secondsMax: fiveSeconds,
    fault: async ({ site, form }) => {
      await site.killDatabase()
      await sleep(form === 'short' ? 300 : 3000)
      await site.startDatabase()
      return performance.now()
    },
  },
  {
    name: 'connections-cut',
    about: 'every connection to the database is cut, again and again',
    secondsMax: fiveSeconds,
    fault: async ({ site }) => {
      for (let times = 0; times < 5; times++) {
        site.proxy.cut()
        await sleep(100)
      }
      return performance.now()
    },
  },
  {
    name: 'half-open',
    about: 'every connection to the database falls silent without an end',
    secondsMax: fiveSeconds,
    rounds: { short: 1, long: 3 },
    fault: async ({ site }) => {
      site.proxy.halfOpen()
      return performance.now()
    },
  },
  {
    name: 'commit-unheard',
    about: 'the database commits, and its answer is lost',
    secondsMax: fiveSeconds,
    fault: async ({ site, form }) => {
      const before = site.proxy.commitsLost()
      const count = form === 'short' ? 20 : 100
      site.proxy.loseCommits(count)
      while (site.proxy.commitsLost() < before + count) await sleep(20)
      return performance.now()
    },
  },
]

const diskMegabytes = 400

const diskFull = (folder: string): Outage => ({
  name: 'disk-full',
  about: 'the disk of the database is full, then not any more',
  secondsMax: fiveSeconds,
  rounds: { short: 1, long: 3 },
  fault: async ({ site, crowd, form }) => {
    const filler = join(folder, 'filler')
    const { bavail, bsize } = statfsSync(folder)
    fill(filler, Math.max(0, bavail * bsize - 8192))
    // What grows meanwhile: tables, and the log of the database when its present piece is full.
    const before = crowd.unanswered()
    const until = performance.now() + (form === 'short' ? 4000 : 20_000)
    while (performance.now() < until && crowd.unanswered() < before + 200) await sleep(50)
    rmSync(filler)
    if (!site.isDatabaseUp()) await site.startDatabase()
    return performance.now()
  },
})

/** As much of it as there is room for: the database may have taken some meanwhile. */
function fill(path: string, bytes: number): void {
  try {
    writeFileSync(path, Buffer.alloc(bytes))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

/** A small file system of its own for the database, which only root may mount; answers why there is none. */
async function onSmallDisk<T>(work: (folder: string) => Promise<T>): Promise<T | { refused: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-disk-'))
  const options = ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m,mode=755`, 'tmpfs', folder]
  const mounted = spawnSync('mount', options, { encoding: 'utf8' })
  try {
    if (mounted.status !== 0) return { refused: mounted.error?.message ?? mounted.stderr.trim() }
    return await work(folder)
  } finally {
    if (mounted.status === 0) spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** All of them on one site, as the tests do. */
export async function allOutages(settings: Settings): Promise<string[]> {
  const names = (said: readonly string[]) =>
    said.map((line, place) => `${outages[place]?.name ?? 'disk-full'}: ${line}`)
  const said = await onSmallDisk((folder) => underOutages(settings, [...outages, diskFull(folder)], folder))
  if (Array.isArray(said)) return names(said)
  return [...names(await underOutages(settings, outages)), `disk-full: not run, ${said.refused}`]
}

export const outageTrials: readonly Trial[] = [
  ...outages.map((outage) => ({
    name: outage.name,
    about: outage.about,
    run: async (settings: Settings) => (await underOutages(settings, [outage]))[0]!,
  })),
  {
    name: 'disk-full',
    about: 'the disk of the database is full, then not any more',
    run: async (settings) => {
      const said = await onSmallDisk((folder) => underOutages(settings, [diskFull(folder)], folder))
      return Array.isArray(said) ? said[0]! : `not run: ${said.refused}`
    },
  },
]
