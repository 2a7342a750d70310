import assert from 'node:assert/strict'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from '@sesame/contract/route'
import { ErrorAnswer } from '@sesame/contract/schema'
import { findCaller } from '../flows/access/find-caller.ts'
import { findShop } from '../flows/access/find-shop.ts'
import { visitShop } from '../flows/access/visit-shop.ts'
import { refusal } from '../kernel/refusals.ts'
import {
  checkAccess,
  checkConfirmed,
  merchantNotOpen,
  passwordMustChange,
  secondFactorMustBeSetUp,
} from '../modules/access/index.ts'
import type { Caller } from '../modules/access/index.ts'
import { answerOf } from './answer.ts'
import type { Compose } from './compose.ts'
import { languageOf } from './errors.ts'
import type { Handler, Request, Shop } from './request.ts'
import { SentFile, sendFile } from './sent-file.ts'
import { tokenOf } from './sessions.ts'
import { validatorOf } from './validation.ts'

declare module 'fastify' {
  interface FastifyInstance {
    compose: Compose
    /** `METHOD /api/...` of every route of the contract that is served. */
    served: Set<string>
  }
  interface FastifyRequest {
    caller: Caller | undefined
  }
}

export const keyRequired = refusal('http.key_required', 400)

const bodyBytesMax = 1_000_000
/** With a password that must be changed, a session can do nothing else. */
const openBeforeChange = new Set(['/password', '/session'])
/** A merchant that is not approved yet reaches its application, and its people their own profile. */
const isOpenWhileApplying = (path: string): boolean =>
  /^\/(?:application|login-events|password|second-factor|sessions?)(?:\/|$)/.test(path)
/** Likewise without the second factor that a role asks for. */
const openBeforeSecondFactor = new Set([
  ...openBeforeChange,
  '/session/confirmation',
  '/second-factor',
  '/second-factor/confirmation',
])

export type ServeOptions = { bodyBytesMax?: number }

/** Registers one route of the contract: who may call is checked first, then what they sent, then the work. */
export function serve<const R extends Route>(
  app: FastifyInstance,
  route: R,
  handler: Handler<R>,
  options: ServeOptions = {},
): void {
  const { compose } = app
  const url = `/api/${route.audience}${route.path}`
  const validate = validatorOf(route)
  const answer = answerOf(route.answer)
  app.served.add(`${route.method} ${url}`)

  app.route({
    method: route.method,
    url,
    bodyLimit: options.bodyBytesMax ?? bodyBytesMax,
    schema: documentOf(route),
    onRequest: async (request) => {
      request.caller = await admit(compose, route, request)
    },
    handler: async (raw, reply) => {
      const request = await readRequest(compose, route, { validate, raw, reply })
      if (route.confirmed) checkConfirmed(raw.caller, compose.db.clock.now())
      const result = await handler(request as Request<R>)
      if (reply.sent) return reply
      if (result instanceof SentFile) return sendFile(reply, result)
      const shaped = answer.shape(result)
      const problem = answer.problem(shaped)
      if (problem && compose.answers === 'refuse')
        throw new Error(`${route.method} ${url} answered: ${problem}`)
      if (problem) raw.log.warn({ url, problem }, 'an answer does not fit its schema')
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(shaped))
    },
  })
}

async function admit(compose: Compose, route: Route, request: FastifyRequest): Promise<Caller | undefined> {
  if (route.access === 'public') return undefined
  const token = tokenOf(compose, request, route.audience)
  const caller = token === undefined ? undefined : await findCaller(compose.db, route.audience, token)
  checkAccess(route.access, caller)
  if (!caller || caller.kind === 'customer') return caller
  if (caller.mustChangePassword && !openBeforeChange.has(route.path)) throw passwordMustChange()
  if (caller.isApplying && !isOpenWhileApplying(route.path)) throw merchantNotOpen()
  if (caller.mustSetUpSecondFactor && !openBeforeSecondFactor.has(route.path)) throw secondFactorMustBeSetUp()
  return caller
}

type Reading = { validate: ReturnType<typeof validatorOf>; raw: FastifyRequest; reply: FastifyReply }

async function readRequest(compose: Compose, route: Route, { validate, raw, reply }: Reading) {
  const key = route.command ? keyOf(raw) : ''
  const params = validate('params', raw.params) as { shop?: string } | undefined
  const query = validate('query', raw.query)
  const body = validate('body', raw.body)
  const shop: Shop | undefined = params?.shop ? await findShop(compose.db, params.shop) : undefined
  return {
    params,
    query,
    body,
    key,
    shop,
    caller: raw.caller,
    language: languageOf(raw),
    ip: raw.ip,
    agent: (raw.headers['user-agent'] ?? '').slice(0, 300),
    customerId: async () => {
      assert(shop && raw.caller?.kind === 'customer', 'only a route of a shop has a customer')
      return visitShop(compose, { merchantId: shop.merchantId, personId: raw.caller.personId })
    },
    raw: { request: raw, reply },
  }
}

function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key))
    throw keyRequired()
  return key
}

function documentOf(route: Route): object {
  const header = {
    type: 'object',
    required: ['idempotency-key'],
    properties: { 'idempotency-key': { type: 'string', minLength: 1, maxLength: 255 } },
  }
  return {
    summary: route.summary,
    description: route.access === 'public' || route.access === 'session' ? undefined : `权限 ${route.access}`,
    tags: [route.path.split('/')[1]],
    ...(route.params && { params: route.params }),
    ...(route.query && { querystring: route.query }),
    ...(route.body && { body: route.body }),
    ...(route.command && { headers: header }),
    ...(route.access !== 'public' && { security: [{ bearer: [] }] }),
    response: { 200: route.answer, '4xx': ErrorAnswer, '5xx': ErrorAnswer },
  }
}
