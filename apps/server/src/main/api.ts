import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from '../http/app.ts'
import type { Compose } from '../http/compose.ts'
import type { Metrics } from '../kernel/metrics.ts'
import type { Config } from './config.ts'
import { migrationNames } from './migrate.ts'

export type RunningApi = { url: string; metricsUrl: string; stop(): Promise<void> }

/** Opens the doors: the api on its port, the metrics on another that only this machine reaches. */
export async function startApi(
  parts: Compose,
  { host, port, metricsPort }: Pick<Config['http'], 'host' | 'port' | 'metricsPort'>,
): Promise<RunningApi> {
  const app = await buildApp(parts, migrationNames())
  const url = await app.listen({ host, port })
  const metrics = serveMetrics(parts.metrics)
  await new Promise<void>((resolve, reject) => {
    metrics.once('error', reject)
    metrics.listen(metricsPort, '127.0.0.1', resolve)
  })
  return {
    url,
    metricsUrl: `http://127.0.0.1:${(metrics.address() as AddressInfo).port}/metrics`,
    stop: async () => {
      await app.close()
      await new Promise((resolve) => metrics.close(resolve))
    },
  }
}

function serveMetrics(metrics: Metrics): Server {
  return createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    metrics.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
}
