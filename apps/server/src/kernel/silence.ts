import type { Socket } from 'node:net'
import pg from 'pg'
import type { ClientBase, ClientConfig, Pool, PoolClient, PoolConfig } from 'pg'

/**
 * A connection that falls silent without an end looks like one whose statement is slow. So whenever one in use has
 * said nothing for two seconds, the database is asked, over a new connection, which of this pool's backends it still
 * has. The others are ended here, and their callers hear of an outage; what is only slow goes on.
 */
type Line = { stream: Socket; backend: number; isBusy: boolean; heard: number; silentTicks: number }

const tickMilliseconds = 1000
/** Ticks of silence after which is asked, each second at first: a listener may be silent for days. */
const isDue = (ticks: number) => ticks >= 2 && (ticks <= 10 || ticks % 30 === 0)
const patienceMilliseconds = 2000

const lines = new WeakMap<ClientBase, Line>()

/** For the pool's `onConnect`: which backend answers, because a pooler in between would tell a number of its own. */
export async function findBackend(client: ClientBase): Promise<void> {
  const asked = { text: 'select pg_backend_pid() as backend', query_timeout: patienceMilliseconds }
  const { rows } = await client.query<{ backend: number }>(asked)
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  lines.set(client, { stream, backend: rows[0]!.backend, isBusy: false, heard: 0, silentTicks: 0 })
}

export function watchSilence(pool: Pool, options: PoolConfig): void {
  const open = new Set<PoolClient>()
  let timer: NodeJS.Timeout | undefined
  let isAsking = false

  const tick = async () => {
    const all = [...open].flatMap((client) => lines.get(client) ?? [])
    for (const line of all) {
      const isSilent = line.isBusy && line.stream.bytesRead === line.heard
      line.silentTicks = isSilent ? line.silentTicks + 1 : 0
      line.heard = line.stream.bytesRead
    }
    if (isAsking || !all.some(({ silentTicks }) => isDue(silentTicks))) return
    isAsking = true
    await endTheDead(options, all)
    isAsking = false
  }
  pool.on('connect', (client) => {
    open.add(client)
    timer ??= setInterval(() => void tick(), tickMilliseconds).unref()
  })
  pool.on('acquire', (client) => mark(client, true))
  pool.on('release', (_, client) => mark(client, false))
  pool.on('remove', (client) => {
    open.delete(client)
    if (open.size > 0) return
    clearInterval(timer)
    timer = undefined
  })
}

function mark(client: PoolClient, isBusy: boolean): void {
  const line = lines.get(client)
  if (!line) return
  line.isBusy = isBusy
  line.heard = line.stream.bytesRead
  line.silentTicks = 0
}

/** Nobody is ended on a guess: without an answer, all are left to the limits of their statements. */
async function endTheDead(options: ClientConfig, all: readonly Line[]): Promise<void> {
  const limits = { connectionTimeoutMillis: patienceMilliseconds, query_timeout: patienceMilliseconds }
  const probe = new pg.Client({ ...options, ...limits })
  probe.on('error', () => undefined)
  try {
    await probe.connect()
    const { rows } = await probe.query<{ backend: number }>(
      'select pid as backend from pg_stat_activity where pid = any ($1)',
      [all.map(({ backend }) => backend)],
    )
    const living = new Set(rows.map(({ backend }) => backend))
    for (const { stream, backend } of all) {
      if (!living.has(backend)) stream.destroy(new Error('Connection terminated: its backend is gone'))
    }
  } catch {
    // The database is away, or full: asked again at the next tick.
  }
  await probe.end().catch(() => undefined)
}
