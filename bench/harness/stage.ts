import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../apps/server/src/kernel/clock.ts'
import { openDb, openPool } from '../../apps/server/src/kernel/db.ts'
import type { Db } from '../../apps/server/src/kernel/db.ts'
import { newId } from '../../apps/server/src/kernel/ids.ts'
import { migrate } from '../../apps/server/src/main/migrate.ts'
import { startPostgres } from '../../scripts/postgres.ts'

type Pool = ReturnType<typeof openPool>

export type Stage = {
  url: string
  db: Db
  /** Past row-level security: to load, to look, to truncate. */
  owner: Pool
  /** Another pool like that of a process just started, with no plan cached. */
  openDb(connectionsMax?: number): Db
  newMerchant(): Promise<string>
  close(): Promise<void>
}

/** A database of its own that keeps what it promises: flushed to disk at each commit. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-bench-'))
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0 })
  await migrate({ url: postgres.url })
  const { url } = postgres
  const owner = openPool(url, { max: 2, statementSeconds: 600 })
  const open = (connectionsMax = 10) =>
    openDb({ appUrl: url, reportUrl: url, clock: systemClock, connectionsMax })
  await checkDurable(owner)
  const db = open()
  return {
    url,
    db,
    owner,
    openDb: open,
    newMerchant: () => newMerchant(owner),
    close: async () => {
      await Promise.all([db.close(), owner.end()])
      await postgres.stop()
      for (const path of [folder, postgres.data]) rmSync(path, { recursive: true, force: true })
    },
  }
}

async function checkDurable(owner: Pool): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await owner.query<Record<string, string>>(`show ${name}`)
    assert(rows[0]![name] === 'on', `${name} is off: what is measured would not be what is promised`)
  }
}

async function newMerchant(owner: Pool): Promise<string> {
  const id = newId()
  const code = Array.from(randomBytes(6), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte & 31]).join('')
  await owner.query(
    `insert into merchant (id, code, name, kind, created_at) values ($1, $2, $2, 'merchant', now())`,
    [id, code],
  )
  return id
}
