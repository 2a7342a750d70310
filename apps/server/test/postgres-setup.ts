import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../../scripts/postgres.ts'
import { migrate } from '../src/main/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string
  }
}

/** One real PostgreSQL for each project of a run; its database `sesame`, migrated once, is every test's template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = join(tmpdir(), `sesame-test-${process.pid}-${project.name}`, 'postgres')
  const postgres = await startPostgres({ dataDir, port: 0, fsync: false })
  await migrate({ url: postgres.url })
  project.provide('databaseUrl', postgres.url)
  return async () => {
    await postgres.stop()
    for (const path of [dirname(dataDir), dirname(postgres.data)])
      rmSync(path, { recursive: true, force: true })
  }
}
