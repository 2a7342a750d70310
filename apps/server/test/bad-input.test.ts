import { beforeAll, expect, test } from 'vitest'
import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { messageCodes } from '@sesame/contract/messages/index'
import { addressOf } from '@sesame/contract/client'
import type { Audience, Route } from '@sesame/contract/route'
import { allRoutes } from '@sesame/contract/routes'
import { dashboardRoutes } from '@sesame/contract/money'
import { inGlobal } from '../src/kernel/db.ts'
import { findOperator } from '../src/modules/merchant/index.ts'
import { testDatabase } from './database.ts'
import { testApp } from './http.ts'
import { sample } from './samples.ts'
import type { Schema } from './samples.ts'
import { customerSession, staffSession } from './sessions.ts'
import { spoiltBodies, spoiltParams, spoiltQueries } from './spoil.ts'
import { look, world } from './world.ts'

/** Whatever is sent to any route, by somebody who may call it: a refusal with a code, and never a 5xx. */
const db = await testDatabase()
const ours = await world(db)
const { app, parts } = await testApp(db, { vault: ours.tools.vault })
let operatorId = ''
let shop = ''

beforeAll(async () => {
  operatorId = (await inGlobal(db, findOperator))!.id
  const [merchant] = await look<{ code: string }>(db, 'select code from merchant where id = $1', [
    ours.merchantId,
  ])
  shop = merchant!.code
})

const title = (route: Route) => `${route.method} /api/${route.audience}${route.path}`
const served = allRoutes
  .filter((route) => app.served.has(title(route)) && route !== (dashboardRoutes.live as Route))
  .map((route) => [title(route), route] as const)

const unknown = '01900000-0000-7000-8000-000000000000'
const idOf = (name: string) => (name === 'shop' ? shop : unknown)
const fitting = (schema: unknown) => schema && sample(schema as Schema, idOf)

async function tokenFor(audience: Audience): Promise<string> {
  if (audience === 'customer') return (await customerSession(db, parts.vault)).token
  const merchantId = audience === 'merchant' ? ours.merchantId : operatorId
  return (await staffSession(db, merchantId, { platform: audience })).token
}

type Sent = { status: number; text: string; code: unknown }

async function send(route: Route, token: string, change: InjectOptions): Promise<Sent> {
  const body = fitting(route.body)
  const { headers, ...rest } = change
  const answer = await app.inject({
    method: route.method,
    url: addressOf(route, { params: fitting(route.params), query: fitting(route.query) }),
    ...(body !== undefined && { payload: JSON.stringify(body) }),
    ...rest,
    headers: {
      authorization: `Bearer ${token}`,
      ...(route.command && { 'idempotency-key': randomUUID() }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  })
  const read = () => (answer.json() as { code?: unknown }).code
  return { status: answer.statusCode, text: answer.body, code: answer.statusCode >= 400 ? read() : undefined }
}

test.each(served)('%s', { timeout: 120_000 }, async (_, route) => {
  const token = await tokenFor(route.audience)
  const problems: string[] = []
  // What is asked of something that is not there may be refused for either reason.
  const named = Object.keys(route.params?.properties ?? {}).length > 0
  const refused = (what: string, { status, text, code }: Sent, wanted: readonly number[]) => {
    const shaped = typeof code === 'string' && text.includes('"requestId"') && messageCodes().includes(code)
    if (!wanted.includes(status) || !shaped) problems.push(`${what}: ${status} ${text.slice(0, 200)}`)
  }

  for (const [what, params] of spoiltParams(route, fitting(route.params)))
    refused(
      what,
      await send(route, token, { url: addressOf(route, { params, query: fitting(route.query) }) }),
      [400, 404],
    )
  for (const [what, query] of spoiltQueries(route, fitting(route.query)))
    refused(
      what,
      await send(route, token, { url: addressOf(route, { params: fitting(route.params), query }) }),
      named ? [400, 404] : [400],
    )
  for (const [what, payload] of spoiltBodies(route, fitting(route.body)))
    refused(what, await send(route, token, { payload }), [400])
  if (route.command) {
    for (const key of ['', ' ', 'x'.repeat(256), 'ключ', 'a\tb'])
      refused(`key ${key}`, await send(route, token, { headers: { 'idempotency-key': key } }), [400])
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    if (route.body) refused('a form', await send(route, token, { headers: form, payload: 'a=b' }), [400])
  }
  // Last, because some of these commands end the session: what fits but names nothing.
  const { status, text } = await send(route, token, {})
  if (status >= 500 && status !== 503) problems.push(`unknown ids: ${status} ${text.slice(0, 200)}`)
  expect(problems).toEqual([])
})

test('addresses that cannot be read, and those that are nowhere, are refused in the same shape', async () => {
  for (const url of ['/api/merchant/%', '/api/merchant/nothing', '/api/%00', '/api', '/notify/nothing']) {
    const answer = await app.inject({ method: 'GET', url })
    expect([400, 404]).toContain(answer.statusCode)
    expect(answer.json()).toMatchObject({
      code: expect.stringMatching(/^http\./),
      requestId: expect.any(String),
    })
  }
})

test('what is too large is refused before it is read', async () => {
  const { token } = await staffSession(db, ours.merchantId)
  const answer = await app.inject({
    method: 'POST',
    url: '/api/merchant/stores',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'k' },
    payload: JSON.stringify({ name: 'x'.repeat(1_100_000), address: '' }),
  })
  expect(answer.statusCode).toBe(413)
  expect(answer.json()).toMatchObject({ code: 'http.too_large' })
})
