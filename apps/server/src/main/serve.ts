import { startApi } from './api.ts'
import { compose } from './compose.ts'
import { readConfig } from './config.ts'
import { ConfigError } from './environment.ts'
import { serveMetrics } from './metrics.ts'
import { startWorker } from './worker.ts'

/** The process of `npm start` and of production; SESAME_ROLE makes it only the api or only the worker. */
async function serve(): Promise<void> {
  const config = readConfig()
  const parts = compose(config)
  const api = config.role === 'worker' ? undefined : await startApi(parts, config.http)
  const metrics = api ? undefined : await serveMetrics(parts.metrics, config.http.metricsPort)
  const worker = config.role === 'api' ? undefined : await startWorker(parts, config.database)

  const stop = async () => {
    await Promise.all([api?.stop(), metrics?.stop(), worker?.stop()])
    await parts.close()
    process.exit(0)
  }
  worker?.ended.catch((error: unknown) => {
    parts.log.fatal({ err: error }, 'the worker broke off')
    process.exit(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}

try {
  await serve()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
