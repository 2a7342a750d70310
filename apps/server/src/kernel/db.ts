import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { RawBuilder } from 'kysely'
import pg from 'pg'
import type { Pool, PoolClient } from 'pg'
import type { Clock } from './clock.ts'
import { isUuid, newId } from './ids.ts'
import type { MerchantId } from './ids.ts'
import { columnTypes } from './column-types.ts'
import { isSilence } from './outage.ts'
import { findBackend, watchSilence } from './silence.ts'
import { forgetStatementNames, statementName } from './statement-names.ts'

export type { MerchantId } from './ids.ts'

export type Db = {
  app: Pool
  report: Pool
  clock: Clock
  newId(): string
  random(bytes: number): Buffer
  close(): Promise<void>
}

/** A statement made with kysely's `sql` template; its values travel as parameters, never as text. */
export type Sql<Row = unknown> = RawBuilder<Row>

export type ReportTx = {
  readonly now: Date
  query<Row>(statement: Sql<Row>): Promise<Row[]>
  one<Row>(statement: Sql<Row>): Promise<Row | undefined>
}

export type GlobalTx = ReportTx & { newId(): string; random(bytes: number): Buffer }

export type Tx = GlobalTx & { readonly merchantId: MerchantId }

export type DbOptions = {
  appUrl: string
  reportUrl: string
  clock: Clock
  /** Connections of the app's pool; the report's takes a quarter of it. */
  connectionsMax?: number
  /** Roles are set on the connection unless the address logs in as its role already. */
  setRoles?: { app: boolean; report: boolean }
  /** Of PostgreSQL, for all connections of this process. */
  settings?: Readonly<Record<string, string>>
}

export function openDb(options: DbOptions): Db {
  const { clock, connectionsMax = 10, setRoles = { app: true, report: true }, settings = {} } = options
  const app = openPool(options.appUrl, {
    role: setRoles.app ? 'sesame_app' : undefined,
    max: connectionsMax,
    statementSeconds: 10,
    settings,
  })
  const report = openPool(options.reportUrl, {
    role: setRoles.report ? 'sesame_report' : undefined,
    max: Math.max(2, Math.floor(connectionsMax / 4)),
    statementSeconds: 60,
    settings,
  })
  return {
    app,
    report,
    clock,
    newId: () => newId(clock.now()),
    random: (bytes) => randomBytes(bytes),
    close: async () => {
      await Promise.all([app.end(), report.end()])
    },
  }
}

export type PoolOptions = {
  role?: string | undefined
  max: number
  statementSeconds: number
  /** Whole numbers as text: the queue writes the rows of its jobs as JSON, which knows no bigint. */
  plainTypes?: boolean
  settings?: Readonly<Record<string, string>>
}

export function openPool(url: string, options: PoolOptions): Pool {
  const { role, max, statementSeconds, plainTypes } = options
  const settings = {
    TimeZone: 'Asia/Shanghai',
    statement_timeout: `${statementSeconds}s`,
    idle_in_transaction_session_timeout: '30s',
    // A process whose machine is gone without a word is noticed, and lets go of its locks, within seconds.
    tcp_keepalives_idle: '2',
    tcp_keepalives_interval: '1',
    tcp_keepalives_count: '3',
    ...(role && { role }),
    ...options.settings,
  }
  const poolOptions = {
    connectionString: url,
    max,
    ...(!plainTypes && { types: columnTypes }),
    connectionTimeoutMillis: 10_000,
    // The server keeps its own limit; after it, nobody is there any more, whatever `watchSilence` could find out.
    query_timeout: (statementSeconds + 1) * 1000,
    keepAlive: true,
    onConnect: findBackend,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  }
  const pool = new pg.Pool(poolOptions)
  watchSilence(pool, poolOptions)
  // A connection that breaks fails its next statement; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/**
 * The only door to a tenant's rows. `work` may run again after a deadlock, so it touches nothing but `tx`
 * and no network.
 */
export async function inMerchant<T>(
  db: Db,
  merchantId: MerchantId,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  assert(isUuid(merchantId), `not a merchant id: ${merchantId}`)
  const begin = `begin; set local app.merchant_id = '${merchantId}'`
  return transact(db.app, begin, (run) => work({ ...globalTx(db, run), merchantId }))
}

/** Look-ups in global tables, each by itself: they need no transaction, and are spared its two round trips. */
export async function lookUp<T>(db: Db, work: (tx: GlobalTx) => Promise<T>): Promise<T> {
  return transact(db.app, undefined, (run) => work(globalTx(db, run)))
}

/** A transaction without a merchant: row-level security leaves only the global tables visible. */
export async function inGlobal<T>(db: Db, work: (tx: GlobalTx) => Promise<T>): Promise<T> {
  return transact(db.app, 'begin', (run) => work(globalTx(db, run)))
}

/** Reads all merchants, writes nothing. For reports and `books verify` only. */
export async function inReport<T>(db: Db, work: (read: ReportTx) => Promise<T>): Promise<T> {
  const begin = 'begin isolation level repeatable read read only'
  return transact(db.report, begin, (run) => work(reportTx(db.clock.now(), run)))
}

type Run = <Row>(statement: Sql<Row>) => Promise<Row[]>

function reportTx(now: Date, run: Run): ReportTx {
  return { now, query: run, one: async (statement) => (await run(statement))[0] }
}

function globalTx(db: Db, run: Run): GlobalTx {
  return { ...reportTx(db.clock.now(), run), newId: () => db.newId(), random: (bytes) => db.random(bytes) }
}

const attemptsMax = 4

type Work<T> = (run: Run) => Promise<T>

async function transact<T>(pool: Pool, begin: string | undefined, work: Work<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transactOnce(pool, begin, work)
    } catch (error) {
      if (isStalePlan(error)) forgetStatementNames()
      if (attempt === attemptsMax || !isWorthRepeating(error)) throw error
      await sleep(Math.random() * 25 * attempt)
    }
  }
}

async function transactOnce<T>(pool: Pool, begin: string | undefined, work: Work<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  let over = false
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    if (begin !== undefined) await client.query(begin)
    const result = await work((statement) => {
      assert(!over, 'the transaction is over: a promise in it was not awaited')
      return runOn(client, statement)
    })
    over = true
    if (begin === undefined) return result
    await client.query('commit')
    return result
  } catch (error) {
    over = true
    if (isSilence(error)) broken ??= error as Error
    else
      await client.query('rollback').catch((failure: Error) => {
        broken ??= failure
      })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

async function runOn<Row>(client: PoolClient, statement: Sql<Row>): Promise<Row[]> {
  const { sql: text, parameters } = statement.compile(compiler)
  const result = await client.query({ name: statementName(text), text, values: parameters as unknown[] })
  const rows = result.rows as Row[]
  // What the driver drops of one statement still points to the next until a full collection: without this, the rows of
  // page after page would grow old together with it.
  result.rows = []
  return rows
}

const repeatable = new Set(['40001', '40P01'])

/** A column's type was changed under a connection that had planned a statement before. */
function isStalePlan(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
  )
}

/** Two transactions that post one key over different accounts meet at the key only: the loser looks again. */
function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  if (isStalePlan(error)) return true
  return repeatable.has(error.code ?? '') || error.constraint === 'ledger_transfer_merchant_id_key_key'
}
