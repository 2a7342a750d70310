import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from '../kernel/metrics.ts'

/** What a process counts, on a port that only this machine reaches; each process has its own. */
export async function serveMetrics(
  metrics: Metrics,
  port: number,
): Promise<{ url: string; stop(): Promise<unknown> }> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    metrics.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}
