import { buildApp } from '../http/app.ts'
import type { Compose } from '../http/compose.ts'
import type { Config } from './config.ts'
import { serveMetrics } from './metrics.ts'
import { migrationNames } from './migrate.ts'

export type RunningApi = { url: string; metricsUrl: string; stop(): Promise<void> }

/** Opens the doors: the api on its port, the metrics on another that only this machine reaches. */
export async function startApi(
  parts: Compose,
  { host, port, metricsPort }: Pick<Config['http'], 'host' | 'port' | 'metricsPort'>,
): Promise<RunningApi> {
  const app = await buildApp(parts, migrationNames())
  const url = await app.listen({ host, port })
  const metrics = await serveMetrics(parts.metrics, metricsPort)
  return {
    url,
    metricsUrl: metrics.url,
    stop: async () => {
      await app.close()
      await metrics.stop()
    },
  }
}
