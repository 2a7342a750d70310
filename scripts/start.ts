import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildConsole } from './build-console.ts'
import { startDatabase, migrateDatabase } from './database.ts'
import { loadDemo } from './demo.ts'
import { checkPorts, claimInstance } from './instance.ts'
import { root, stateFolder } from './paths.ts'
import { answering, startProcess, type RunningProcess } from './processes.ts'
import { readSettings, type Settings } from './settings.ts'
import { step } from './step.ts'
import { summary } from './summary.ts'

type Stoppable = { name: string; stop(): Promise<void> }

const envFile = join(root, '.env')
if (existsSync(envFile)) process.loadEnvFile(envFile)
process.env.TZ = 'Asia/Shanghai'

const started: Stoppable[] = []
let stopping: Promise<void> | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0))

try {
  await start(readSettings())
} catch (error) {
  if (!stopping) console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
  await leave(1)
}

async function start(settings: Settings): Promise<void> {
  const release = claimInstance(settings.address)
  started.push({ name: 'instance', stop: () => Promise.resolve(release()) })
  await checkPorts(settings.ports)

  const building = step('Console built', buildConsole())
  const sandbox = settings.sandbox ? startSandbox(settings) : undefined
  const database = await startDatabase(settings, (running) => started.push(running))
  const isNew = await step('Database migrated', migrateDatabase())
  await sandbox
  if (settings.demo) await loadDemo({ embedded: database.embedded, isNew })
  await building

  const server = await startServer(settings)
  summary(settings, database)
  const client = startProcess({ name: 'client', script: 'scripts/build-client.ts' })
  started.push(client)
  void client.ended.then(
    (code) => code && !stopping && console.log(`client  │ not built; see ${client.logFile}`),
  )
  await firstEnd([server, database])
}

async function startSandbox(settings: Settings): Promise<void> {
  const sandbox = begin('sandbox', 'apps/sandbox/src/main.ts', settings, {
    SANDBOX_DATA: join(stateFolder(), 'sandbox.sqlite'),
  })
  await step('Sandbox of WeChat Pay, Alipay and SMS started', answering(settings.sandboxPanel, sandbox))
  void sandbox.ended.then(() => failed('sandbox', sandbox.logFile))
}

/** One process is api and worker; SESAME_ROLE splits them where there are several machines. */
async function startServer(settings: Settings): Promise<RunningProcess> {
  const server = begin('server', 'apps/server/src/main/serve.ts', settings)
  await step('Server started', answering(`${settings.local}/readyz`, server))
  return server
}

function begin(
  name: string,
  script: string,
  { verbose }: Settings,
  env: Record<string, string> = {},
): RunningProcess {
  const running = startProcess({ name, script, verbose, env })
  started.push(running)
  return running
}

/** Nothing is restarted silently: one part that ends takes the rest down with a message. */
async function firstEnd(
  parts: readonly { name: string; ended: Promise<unknown>; logFile: string }[],
): Promise<void> {
  const first = await Promise.race(parts.map((part) => part.ended.then(() => part)))
  await failed(first.name, first.logFile)
}

async function failed(name: string, logFile: string): Promise<void> {
  if (stopping) return
  console.error(`\n✗ ${name} ended unexpectedly; see ${logFile}`)
  await leave(1)
}

/** In the reverse order of starting, so that the database is the last to go. */
function leave(code: number): Promise<void> {
  stopping ??= (async () => {
    if (started.length > 1) console.log('\nStopping …')
    for (const part of started.reverse())
      await part.stop().catch((error: unknown) => console.error(part.name, error))
    process.exit(code)
  })()
  return stopping
}
