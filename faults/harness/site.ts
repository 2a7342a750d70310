import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { enqueueDue } from '../../apps/server/src/flows/jobs/enqueue-due.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { openProxy } from './proxy.ts'
import type { Proxy } from './proxy.ts'
import { machineClock, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** Sesame as it is run: a server process with api and worker, a durable database, and our proxy between them. */
export type Site = {
  stage: Stage
  proxy: Proxy
  address: string
  startServer(): Promise<void>
  killServer(): Promise<void>
  killDatabase(): Promise<void>
  isDatabaseUp(): boolean
  startDatabase(): Promise<void>
  setServerClock(offsetMilliseconds: number): void
  /** The command itself, as an operator runs it; throws with what it says. */
  verifyBooks(): Promise<void>
  serverLog(): string
  /** What it logged of answers that were nobody's fault but its own. */
  serverBugs(): string[]
  close(): Promise<void>
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export async function openSite(folder?: string): Promise<Site> {
  const stage = await openStage({ clock: machineClock, durable: true, ...(folder && { folder }) })
  const proxy = await openProxy(stage.postgres.port)
  const [port, metricsPort] = await freePorts(2)
  const address = `http://127.0.0.1:${port}`
  const through = new URL(stage.postgres.url)
  through.port = String(proxy.port)
  const env = environment(stage, { databaseUrl: through.href, port: port!, metricsPort: metricsPort! })
  let server: ChildProcess | undefined
  const log = openServerLog()
  let postgres = stage.postgres
  let isUp = true
  const watch = () => {
    const watched = postgres
    isUp = true
    void watched.ended.then(() => (isUp = isUp && postgres !== watched))
  }
  watch()

  const startServer = async () => {
    server = spawn(process.execPath, ['--import', file('shifted-clock.ts'), serve], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    log.listen(server)
    await ready(address, server, log.tail)
  }
  const killServer = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }
  return {
    stage,
    proxy,
    address,
    startServer,
    killServer,
    killDatabase: async () => {
      for (const pid of processesOf(postgres.data)) kill(pid)
      await postgres.ended
    },
    isDatabaseUp: () => isUp,
    startDatabase: async () => {
      postgres = await startPostgres({ dataDir: stage.dataDir })
      assert.equal(postgres.port, stage.postgres.port, 'the database came back at another port')
      stage.replace(postgres)
      watch()
    },
    setServerClock: (offsetMilliseconds) => server?.send({ offsetMilliseconds }),
    verifyBooks: async () => {
      // Rows of a clock that was behind are overdue for their chain at once: the worker need not wait for its minute.
      await enqueueDue(stage.db, [{ name: 'timer.audit', payload: {}, key: 'timer.audit' }])
      for (const deadline = performance.now() + chainMilliseconds; ; await sleep(500)) {
        const said = await verify(stage.postgres.url)
        if (said === undefined) return
        assert(performance.now() < deadline, said)
      }
    },
    serverLog: log.tail,
    serverBugs: log.bugs,
    close: async () => {
      await killServer()
      await proxy.close()
      await stage.close()
    },
  }
}

function openServerLog() {
  let last = ''
  const bugs: string[] = []
  return {
    listen: ({ stdout, stderr }: ChildProcess) => {
      for (const stream of [stdout, stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => {
          last = (last + text).slice(-20_000)
          bugs.push(...text.split('\n').filter((line) => line.includes('"msg":"http.internal"')))
        })
    },
    tail: () => last,
    bugs: () => bugs,
  }
}

/** A statement of the queue that nobody will answer is given up after half a minute. */
const chainMilliseconds = 60_000
const serve = file('../../apps/server/src/main/serve.ts')
const commandLine = file('../../apps/server/src/main/cli.ts')

type Addresses = { databaseUrl: string; port: number; metricsPort: number }

/** Everything that a developer's `.env` might set is set here, because what is set already wins. */
function environment({ folder, secretKey }: Stage, { databaseUrl, port, metricsPort }: Addresses) {
  const secretFile = join(folder, 'secret.key')
  writeFileSync(secretFile, `${secretKey.toString('base64')}\n`, { mode: 0o600 })
  const own = [
    'APP_DATABASE_URL',
    'REPORT_DATABASE_URL',
    'QUEUE_DATABASE_URL',
    'SESAME_SECRET_KEY',
    'NODE_ENV',
  ]
  return {
    ...process.env,
    ...Object.fromEntries(own.map((name) => [name, ''])),
    TZ: 'Asia/Shanghai',
    SESAME_STATE_DIR: folder,
    SESAME_SECRET_KEY_FILE: secretFile,
    SESAME_ROLE: 'both',
    DATABASE_URL: databaseUrl,
    FILES_DIR: join(folder, 'files'),
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    METRICS_PORT: String(metricsPort),
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'error',
  }
}

async function ready(address: string, server: ChildProcess, log: () => string): Promise<void> {
  const isLiving = () => server.exitCode === null && server.signalCode === null
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(50)) {
    if (!isLiving()) break
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(
      () => undefined,
    )
    if (answer?.ok) return
  }
  throw new Error(`the server is not ready\n${log()}`)
}

/** The postmaster and all that it started. */
function processesOf(data: string): number[] {
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  return [postmaster, ...rows.filter(([, parent]) => parent === postmaster).map(([pid]) => pid!)]
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself since it was listed.
  }
}

/** What is wrong, if anything. */
async function verify(url: string): Promise<string | undefined> {
  const env = { ...process.env, DATABASE_URL: url }
  const child = spawn(process.execPath, [commandLine, 'books', 'verify'], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return code === 0 ? undefined : `books verify ended with ${code}:\n${said}`
}

/** Held together before any is let go, so that no number comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}
