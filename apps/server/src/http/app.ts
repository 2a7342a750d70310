import { randomUUID } from 'node:crypto'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Audience } from '@sesame/contract/route'
import type { Area } from './area.ts'
import type { Compose } from './compose.ts'
import { customerAreas } from './customer/index.ts'
import { documentRoutes } from './documents.ts'
import { answerError } from './errors.ts'
import { serveDomainChecks } from './domain-checks.ts'
import { measureRequests, serveHealth } from './health.ts'
import { serveImages } from './images.ts'
import { limitRates, readJson, refuseUnderPressure } from './limits.ts'
import { merchantAreas } from './merchant/index.ts'
import { notifyAreas } from './notify/index.ts'
import { operatorAreas } from './operator/index.ts'
import { servePages } from './pages.ts'
import { permissionAreas } from './permission/index.ts'
import { servePrivateFiles } from './private-files.ts'
import { secureAnswers } from './security.ts'

const audiences: Record<Audience, readonly Area[]> = {
  customer: customerAreas,
  merchant: merchantAreas,
  operator: operatorAreas,
  permission: permissionAreas,
}

/** All doors of the api: four audiences, notices from the channels, pages, health. Listens nowhere by itself. */
export async function buildApp(
  compose: Compose,
  migrations: readonly string[] = [],
): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    loggerInstance: compose.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: compose.config.http.trustProxy ?? false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    exposeHeadRoutes: false,
    bodyLimit: 1_000_000,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: 60_000,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })
  app.decorate('compose', compose)
  app.decorate('served', new Set<string>())
  app.decorateRequest('caller', undefined)
  // Validation and writing out are serve's; the schemas here only describe the routes.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  app.setErrorHandler(answerError)
  app.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id))
  letGoWhenClosing(app)

  measureRequests(app)
  await secureAnswers(app)
  await refuseUnderPressure(app)
  await limitRates(app)
  serveDomainChecks(app)
  await servePages(app)
  serveHealth(app, migrations)
  serveImages(app, compose)
  servePrivateFiles(app, compose)
  for (const [audience, areas] of Object.entries(audiences))
    await app.register(async (inner) => {
      readJson(inner)
      await documentRoutes(inner, audience as Audience)
      for (const area of areas) await area(inner, compose)
      // Answers of the API are one person's own: no cache on the way keeps them.
      inner.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'no-store'))
    })
  for (const area of notifyAreas) await app.register(async (inner) => area(inner, compose))
  return app
}

/** Whoever is answered while the server closes is asked to hang up: a connection kept alive would hold it open. */
function letGoWhenClosing(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => void (closing = true))
  app.addHook('onSend', async (_, reply) => void (closing && reply.header('connection', 'close')))
}
