import type { FastifyInstance, FastifyRequest } from 'fastify'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import { unavailable } from '../kernel/gather.ts'
import { badRequest } from './validation.ts'
import { tooMany } from './errors.ts'

type Limit = {
  routes: readonly string[]
  max: number
  minutes: number
  keys(request: FastifyRequest): string[]
  /** Absent: every request of these routes counts. */
  counts?(request: FastifyRequest): boolean
}

const body = (request: FastifyRequest) => (request.body ?? {}) as Record<string, unknown>
const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 60) : '')

/** Wherever a card's code is accepted: six digits, three of them right at any moment. */
const cardCodeRoutes = [
  'POST /api/merchant/card-codes',
  'POST /api/merchant/redemptions',
  'POST /api/merchant/orders/:orderId/payments',
]
const cardNumberOf = (request: FastifyRequest) => text(body(request).code).replaceAll(' ', '').slice(0, 10)
const merchantOf = ({ caller }: FastifyRequest) => (caller?.kind === 'staff' ? caller.merchantId : '')

/** Wherever a code is sent to a mobile, which costs money and patience. */
const codeRoutes = ['POST /api/customer/one-time-codes', 'POST /api/merchant/sign-up/one-time-codes']

/** Where guessing pays: passwords, one-time codes and card codes. Each key has a count of its own. */
const limits: readonly Limit[] = [
  {
    routes: ['merchant', 'operator', 'permission'].map((audience) => `POST /api/${audience}/session`),
    max: 20,
    minutes: 5,
    keys: (request) => [`login ${request.ip} ${text(body(request).loginName)}`],
  },
  {
    routes: codeRoutes,
    max: 10,
    minutes: 60,
    keys: (request) => [`code to ${text(body(request).mobile)}`],
  },
  {
    routes: codeRoutes,
    max: 60,
    minutes: 60,
    keys: (request) => [`code from ${request.ip}`],
  },
  {
    routes: [
      'POST /api/customer/session/mobile',
      'POST /api/customer/person/mobile',
      'POST /api/merchant/sign-up',
    ],
    max: 20,
    minutes: 10,
    keys: (request) => [`try ${text(body(request).mobile)}`, `try from ${request.ip}`],
  },
  {
    routes: cardCodeRoutes,
    max: 60,
    minutes: 10,
    keys: (request) => [`code of card ${merchantOf(request)} ${cardNumberOf(request)}`],
    counts: (request) => cardNumberOf(request) !== '',
  },
  {
    routes: cardCodeRoutes,
    max: 300,
    minutes: 10,
    keys: (request) => [
      `card code ${request.caller?.kind === 'staff' ? request.caller.staffId : request.ip}`,
    ],
    counts: (request) => cardNumberOf(request) !== '',
  },
]

const generalPerMinute = 1200

/** Counts are kept in memory by each process, so n processes allow n times as much. */
export async function limitRates(app: FastifyInstance): Promise<void> {
  if (!app.compose.rateLimits) return
  await app.register(rateLimit, {
    global: true,
    max: generalPerMinute,
    timeWindow: 60_000,
    cache: 20_000,
    errorResponseBuilder: (_, context) => tooMany({ retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  })
  const checks = limits.map((limit) => ({
    routes: new Set(limit.routes),
    counts: limit.counts ?? (() => true),
    checkEach: limit.keys({ ip: '', body: {}, caller: undefined } as FastifyRequest).map((_, place) =>
      app.createRateLimit({
        max: limit.max,
        timeWindow: limit.minutes * 60_000,
        keyGenerator: (request) => limit.keys(request)[place] ?? request.ip,
      }),
    ),
  }))
  app.addHook('preHandler', async (request) => {
    const route = `${request.method} ${request.routeOptions.url}`
    for (const { routes, counts, checkEach } of checks)
      if (routes.has(route) && counts(request))
        for (const check of checkEach) await refuseBeyond(request, check)
  })
}

async function refuseBeyond(
  request: FastifyRequest,
  check: ReturnType<FastifyInstance['createRateLimit']>,
): Promise<void> {
  const counted = await check(request)
  if (!counted.isAllowed && counted.isExceeded) throw tooMany({ retryAfterSeconds: counted.ttlInSeconds })
}

/** A process that lags behind by seconds says so, instead of letting everybody wait. */
export async function refuseUnderPressure(app: FastifyInstance): Promise<void> {
  if (!app.compose.rateLimits) return
  await app.register(underPressure, {
    maxEventLoopDelay: 3000,
    sampleInterval: 1000,
    pressureHandler: () => {
      throw unavailable()
    },
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Strict: valid UTF-8 and JSON or nothing. What follows from prototypes is the schemas' business: they refuse it. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined)
    try {
      done(null, JSON.parse(utf8.decode(bytes as Buffer)))
    } catch {
      done(badRequest({ fields: [{ field: 'body', problem: 'is not valid JSON in UTF-8' }] }), undefined)
    }
  })
}
