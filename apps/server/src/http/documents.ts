import type { FastifyInstance } from 'fastify'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { Audience } from '@sesame/contract/route'

const titles: Record<Audience, string> = {
  customer: '用户端',
  merchant: '商户平台',
  operator: '运营平台',
  permission: '权限平台',
}

/** One OpenAPI document per audience, made of the contract's own schemas; at /docs/{audience}. */
export async function documentRoutes(app: FastifyInstance, audience: Audience): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: `Sesame · ${titles[audience]}`,
        version: '0.1.0',
        description: 'Money is integer fen. Commands carry an Idempotency-Key. Errors have one shape.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
  })
  await app.register(swaggerUi, {
    routePrefix: `/docs/${audience}`,
    uiConfig: { docExpansion: 'list', deepLinking: true },
  })
}
