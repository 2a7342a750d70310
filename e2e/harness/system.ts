import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endsWithParent } from '../../scripts/ends-with-parent.ts'
import { node, root } from '../../scripts/paths.ts'
import { startPostgres } from '../../scripts/postgres.ts'

/** Where a running Sesame is reached; plain strings, because stories run in other processes than the starter. */
export type System = { address: string; panel: string; env: Record<string, string> }
export type RunningSystem = System & { stop(): Promise<void> }

/**
 * A whole Sesame as `npm start` starts it, on free ports and in a folder of its own: the developer's `.sesame`,
 * `.env` and running instance are never touched.
 */
export async function startSystem(say: (line: string) => void): Promise<RunningSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-stories-'))
  const state = join(folder, 'state')
  mkdirSync(state, { mode: 0o711 })
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0, fsync: false })
  const env = environment(state, postgres.url, await freePorts(7))
  const starter = spawn('/bin/sh', ['-c', endsWithParent('TERM'), node, 'scripts/start.ts'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const stop = async () => {
    await end(starter)
    await postgres.stop()
    for (const path of [folder, dirname(postgres.data)]) rmSync(path, { recursive: true, force: true })
  }
  try {
    const address = env.PUBLIC_URL!
    await started(starter, address, say)
    return { address, panel: `http://127.0.0.1:${env.SANDBOX_PANEL_PORT}`, env, stop }
  } catch (error) {
    const log = readLog(join(state, 'logs/server.log'))
    await stop()
    throw new Error(`Sesame did not start for the stories\n${log}`, { cause: error })
  }
}

/** Every variable that a developer's `.env` might set is set here, because what is set already wins. */
function environment(state: string, databaseUrl: string, ports: number[]): Record<string, string> {
  const [port, metrics, panel, pay, open, alipay, sms] = ports
  const secretFile = join(state, 'secret.key')
  writeFileSync(secretFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  return {
    NODE_ENV: '',
    TZ: 'Asia/Shanghai',
    SESAME_STATE_DIR: state,
    SESAME_SECRET_KEY: '',
    SESAME_SECRET_KEY_FILE: secretFile,
    SESAME_ROLE: 'both',
    SESAME_DEMO: 'small',
    DATABASE_URL: databaseUrl,
    APP_DATABASE_URL: '',
    REPORT_DATABASE_URL: '',
    QUEUE_DATABASE_URL: '',
    FILES_DIR: join(state, 'files'),
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    METRICS_PORT: String(metrics),
    RATE_LIMITS: 'off',
    SANDBOX_PANEL_PORT: String(panel),
    WECHAT_PAY_BASE_URL: `http://127.0.0.1:${pay}`,
    WECHAT_OPEN_BASE_URL: `http://127.0.0.1:${open}`,
    WECHAT_CONNECT_BASE_URL: `http://127.0.0.1:${open}`,
    ALIPAY_GATEWAY_URL: `http://127.0.0.1:${alipay}/gateway.do`,
    ALIPAY_AUTH_BASE_URL: `http://127.0.0.1:${alipay}`,
    SMS_BASE_URL: `http://127.0.0.1:${sms}`,
    // Repeated notices come in tenths of seconds, not after minutes.
    SANDBOX_RETRY_FACTOR: '0.02',
  }
}

/** The starter says its steps line by line and goes on running; it is ready when the server says so. */
async function started(starter: ChildProcess, address: string, say: (line: string) => void): Promise<void> {
  let over = false
  const heard: string[] = []
  starter.on('exit', () => (over = true))
  for (const stream of [starter.stdout, starter.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      heard.push(text)
      for (const line of text.split('\n').filter((one) => one.startsWith('✓'))) say(line)
    })
  }
  for (const deadline = Date.now() + 240_000; Date.now() < deadline; await sleep(200)) {
    if (over) throw new Error(heard.join(''))
    const answer = await fetch(`${address}/readyz`).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Error(`not ready at ${address}\n${heard.join('')}`)
}

async function end(starter: ChildProcess): Promise<void> {
  const ended = new Promise((done) => starter.once('exit', done))
  if (starter.exitCode !== null || starter.signalCode !== null) return
  starter.stdin?.end()
  // A timer that nobody waits for any more would keep the process of all tests alive.
  await Promise.race([ended, sleep(20_000, undefined, { ref: false })])
  try {
    if (starter.pid) process.kill(-starter.pid, 'SIGKILL')
  } catch {
    // Nobody of its group is left.
  }
}

function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-4000)
  } catch {
    return ''
  }
}

/** Held together before any is let go, so that no number comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}
