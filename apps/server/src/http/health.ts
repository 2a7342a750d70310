import type { FastifyInstance } from 'fastify'
import { Histogram } from 'prom-client'
import { isReady } from '../flows/access/is-ready.ts'

/** `/healthz`: this process lives. `/readyz`: it can reach a database that is up to date. */
export function serveHealth(app: FastifyInstance, migrations: readonly string[]): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    const problem = await isReady(app.compose.db, migrations).catch((error: unknown) => {
      request.log.warn({ err: error }, 'not ready')
      return 'the database does not answer'
    })
    return problem === undefined
      ? { status: 'ready' }
      : reply.code(503).send({ status: 'not ready', problem })
  })
}

export function measureRequests(app: FastifyInstance): void {
  const duration = new Histogram({
    name: 'sesame_http_request_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [app.compose.metrics],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const seconds = reply.elapsedTime / 1000
    duration.observe({ method: request.method, route, status: String(reply.statusCode) }, seconds)
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}
