import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { endsWithParent } from './ends-with-parent.ts'
import { findHome, type DatabaseUser, type PostgresHome } from './postgres-home.ts'

export type PostgresOptions = {
  /** Where the files should be; as root they may have to be put elsewhere, see `data` in the answer. */
  dataDir: string
  /** The wished port, 0 for any; when it is taken another is chosen and remembered for the next start. */
  port?: number
  /** False only for tests: faster, and a crash of the machine loses the database. */
  fsync?: boolean
  log?: (line: string) => void
}

export type RunningPostgres = {
  /** Of the owner, a superuser, in the database `sesame`. */
  url: string
  port: number
  data: string
  /** Resolves when the server ends by itself or by `stop`. */
  ended: Promise<void>
  stop(): Promise<void>
}

type Memory = { port: number; password: string }

/** Another process of this machine already serves these files. */
export class PostgresAlreadyRunning extends Error {
  override readonly name = 'PostgresAlreadyRunning'
  readonly url: string
  constructor(data: string, url: string) {
    super(`PostgreSQL already runs on ${data}; is another instance started?`)
    this.url = url
  }
}

/** Starts a real PostgreSQL for this checkout; it ends with this process, even if that is killed. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const home = findHome(options.dataDir)
  const memoryFile = `${resolve(options.dataDir)}.json`
  const memory = readMemory(memoryFile)
  await releaseStaleLock(home, memory)

  const password = memory?.password ?? randomBytes(18).toString('base64url')
  if (!existsSync(join(home.data, 'PG_VERSION'))) initialise(home, password)
  else checkVersion(home)
  const port = await choosePort(options.port === 0 ? 0 : (memory?.port ?? options.port ?? 0))
  writeFileSync(memoryFile, JSON.stringify({ port, password }), { mode: 0o600 })
  if (!memory) setPassword(home, password)

  const server = launch(home, port, options)
  await ready(server, options.log)
  const ended = once(server, 'exit').then(() => undefined)
  const url = urlOf({ port, password })
  const stop = async () => {
    server.stdin?.end()
    await ended
  }
  return { url, port, data: home.data, ended, stop }
}

function urlOf({ port, password }: Memory): string {
  return `postgres://sesame:${password}@127.0.0.1:${port}/sesame`
}

function readMemory(file: string): Memory | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Memory) : undefined
}

/** Builtin C.UTF-8 sorts the same on every machine and still knows the letters of every language. */
function initialise(home: PostgresHome, password: string): void {
  const unfinished = `${home.data}.new`
  const passwordFile = `${home.data}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  own(home.user, unfinished, passwordFile)
  const flags = ['--username=sesame', '--auth=scram-sha-256', '--encoding=UTF8', '--no-sync', '--locale=C']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  try {
    runProgram(home, 'initdb', [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...flags, ...locale])
  } finally {
    rmSync(passwordFile, { force: true })
  }
  singleUser(home, unfinished, 'create database sesame')
  renameSync(unfinished, home.data)
}

/** Who lost the file with the password, but still owns the data, may set a new one. */
function setPassword(home: PostgresHome, password: string): void {
  singleUser(home, home.data, `alter role sesame password '${password}'`)
}

function singleUser(home: PostgresHome, data: string, statement: string): void {
  runProgram(home, 'postgres', ['--single', '-D', data, 'postgres'], `${statement}\n`)
}

function runProgram(home: PostgresHome, program: string, args: string[], input = ''): void {
  const ran = spawnSync(join(home.bin, program), args, {
    ...home.user,
    cwd: '/',
    env: environment(),
    encoding: 'utf8',
    input,
  })
  const failed = ran.status !== 0 || /^.*(ERROR|FATAL): /m.test(ran.stderr)
  if (failed) throw new Error(`${program} failed: ${ran.error ?? ''}${ran.stdout}${ran.stderr}`)
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: 'Asia/Shanghai', LC_ALL: 'C' }
}

function own(user: DatabaseUser, ...paths: string[]): void {
  if (user) for (const path of paths) chownSync(path, user.uid, user.gid)
}

function checkVersion(home: PostgresHome): void {
  const had = readFileSync(join(home.data, 'PG_VERSION'), 'utf8').trim()
  const has = home.version.split('.')[0]
  if (had !== has) {
    throw new Error(
      `${home.data} is of PostgreSQL ${had}, the installed one is ${has}: dump and reload, or remove it`,
    )
  }
}

/** A lock file outlives a crash; the number in it may belong to anybody by now. */
async function releaseStaleLock(home: PostgresHome, memory: Memory | undefined): Promise<void> {
  const lock = join(home.data, 'postmaster.pid')
  const deadline = Date.now() + 10_000
  while (existsSync(lock)) {
    const lines = readFileSync(lock, 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!isPostgres(pid)) {
      rmSync(lock, { force: true })
      return
    }
    // A server whose starter was just killed is on its way down; one that still says "ready" is in use.
    const stopping = lines[7]?.trim() === 'stopping'
    if (!stopping && Date.now() > deadline - 8_000) {
      throw new PostgresAlreadyRunning(home.data, memory ? urlOf(memory) : '')
    }
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) on ${home.data} does not end`)
    await sleep(100)
  }
}

function isPostgres(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  if (process.platform === 'linux') {
    const file = `/proc/${pid}/cmdline`
    return existsSync(file) && readFileSync(file, 'utf8').includes('postgres')
  }
  const listed = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  return listed.stdout.includes('postgres')
}

async function choosePort(wished: number): Promise<number> {
  const server = createServer()
  try {
    server.listen(wished, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : wished
  } catch (error) {
    if (wished === 0) throw error
    return await choosePort(0)
  } finally {
    server.close()
  }
}

function launch(home: PostgresHome, port: number, options: PostgresOptions): ChildProcess {
  const unsafe = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    jit: 'off',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    ...(options.fsync === false ? unsafe : {}),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [join(home.bin, 'postgres'), '-D', home.data, '-p', String(port), ...flags]
  return spawn('/bin/sh', ['-c', endsWithParent('INT'), ...command], {
    ...home.user,
    cwd: '/',
    env: environment(),
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
}

async function ready(server: ChildProcess, log: PostgresOptions['log']): Promise<void> {
  const lines: string[] = []
  await new Promise<void>((done, failed) => {
    server.on('error', failed)
    server.on('exit', () => failed(new Error(`PostgreSQL did not start:\n${lines.join('\n')}`)))
    createInterface({ input: server.stderr! }).on('line', (line) => {
      if (lines.push(line) > 40) lines.shift()
      log?.(line)
      if (line.includes('ready to accept connections')) done()
    })
  })
}
