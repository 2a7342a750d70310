import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, afterEach, expect, test } from 'vitest'
import { node } from './paths.ts'
import { startPostgres, type RunningPostgres } from './postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'sesame-postgres-test-'))
const dataDir = join(folder, 'postgres')
// Made for us alone; run as root, the database's own user has to get in too.
chmodSync(folder, 0o755)
let running: RunningPostgres | undefined

afterEach(async () => {
  await running?.stop()
  running = undefined
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<RunningPostgres> {
  running = await startPostgres({ dataDir, fsync: false })
  return running
}

async function ask(url: string, question: string): Promise<Record<string, unknown> | undefined> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(question)
  await client.end()
  return rows[0]
}

test('a fresh folder becomes a database that survives a restart, at the same address', async () => {
  const first = await start()
  await ask(first.url, 'create table kept as select 7 as number')
  const settings = await ask(first.url, `select current_setting('timezone') as zone, lower('ÄÖ') as lower`)
  expect(settings).toEqual({ zone: 'Asia/Shanghai', lower: 'äö' })
  await first.stop()

  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await ask(second.url, 'select number from kept')).toEqual({ number: 7 })
  expect(statSync(`${dataDir}.json`).mode & 0o077).toBe(0)
})

test('only one server serves a folder, and the refusal says where it is', async () => {
  const { url } = await start()
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({ name: 'PostgresAlreadyRunning', url })
})

test('a lock left by a crash, with a number that belongs to another program now, is no obstacle', async () => {
  const { data, stop } = await start()
  await stop()
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n`)
  const again = await start()
  expect(await ask(again.url, 'select number from kept')).toEqual({ number: 7 })
})

test('a port that another program took is left to it, and the new one is remembered', async () => {
  const before = await start()
  await before.stop()
  const other = createServer().listen(before.port, '127.0.0.1')
  await once(other, 'listening')
  const moved = await start()
  other.close()
  expect(moved.port).not.toBe(before.port)
  expect(JSON.parse(readFileSync(`${dataDir}.json`, 'utf8'))).toMatchObject({ port: moved.port })
})

test('a lost password is replaced by whoever owns the files', async () => {
  const { stop } = await start()
  await stop()
  rmSync(`${dataDir}.json`)
  const again = await start()
  expect(await ask(again.url, 'select number from kept')).toEqual({ number: 7 })
})

test('the server ends with the process that started it, even when that is killed', async () => {
  const script = join(folder, 'starter.ts')
  const module = JSON.stringify(new URL('./postgres.ts', import.meta.url).href)
  writeFileSync(
    script,
    `const { startPostgres } = await import(${module})
     const { data } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, fsync: false })
     console.log(data)`,
  )
  const starter = spawn(node, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [data] = (await once(createInterface({ input: starter.stdout }), 'line')) as [string]
  starter.kill('SIGKILL')
  await expect.poll(() => existsSync(join(data, 'postmaster.pid')), { timeout: 10_000 }).toBe(false)
})
