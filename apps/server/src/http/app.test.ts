import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { merchantAccess } from '@sesame/contract/access'
import { cardRoutes } from '@sesame/contract/cards'
import { sessionRoutes } from '@sesame/contract/customer-session'
import { orderRoutes } from '@sesame/contract/orders'
import { allRoutes } from '@sesame/contract/routes'
import { storeRoutes } from '@sesame/contract/staff'
import { testDatabase } from '../../test/database.ts'
import { knock, testApp, testCompose } from '../../test/http.ts'
import { staffSession } from '../../test/sessions.ts'
import { world } from '../../test/world.ts'
import { buildApp } from './app.ts'

const db = await testDatabase()
const ours = await world(db)
const { app, parts } = await testApp(db)
const get = (url: string, headers = {}) => app.inject({ method: 'GET', url, headers })

test('a process that lives says so, and one that is ready has a database that is up to date', async () => {
  expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
  expect((await get('/readyz')).statusCode).toBe(200)
  const early = await buildApp(testCompose(db), ['9999_later.sql'])
  const answer = await early.inject({ method: 'GET', url: '/readyz' })
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({ problem: 'not migrated: 9999_later.sql' })
  await early.close()
})

test('requests are measured by route, not by address', async () => {
  await get('/api/customer/shops/ZZZZZZ')
  const text = await parts.metrics.metrics()
  expect(text).toMatch(
    /sesame_http_request_seconds_count\{[^}]*route="\/api\/customer\/shops\/:shop"[^}]*\} 1/,
  )
  expect(text).not.toContain('ZZZZZZ')
})

test('each audience has its own OpenAPI document with every route of it', async () => {
  for (const audience of ['customer', 'merchant', 'operator', 'permission'] as const) {
    const { paths, openapi } = (await get(`/docs/${audience}/json`)).json<{
      paths: object
      openapi: string
    }>()
    expect(openapi).toBe('3.1.0')
    const shown = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const wanted = allRoutes
      .filter((route) => route.audience === audience)
      .map((route) => `${route.method} /api/${audience}${route.path}`)
      .filter((name) => app.served.has(name))
    expect(shown.sort()).toEqual(wanted.map((name) => name.replace(/:(\w+)/g, '{$1}')).sort())
    const page = await get(`/docs/${audience}`)
    expect([200, 302]).toContain(page.statusCode)
  }
})

test('answers forbid what a page of ours never does, and are not cached', async () => {
  const { headers } = await get('/api/merchant/session')
  expect(headers['content-security-policy']).toContain("script-src 'self';")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(headers['strict-transport-security']).toBe(undefined)
})

test('a bug is answered with its number and nothing else', async () => {
  const lines: string[] = []
  const broken = testCompose({ ...db, app: undefined as never }, { rateLimits: false })
  broken.log.error = ((content: object) => void lines.push(JSON.stringify(content))) as never
  const built = await buildApp(broken)
  const { statusCode, body } = await built.inject({ method: 'GET', url: '/api/customer/shops/ZZZZZZ' })
  expect(statusCode).toBe(500)
  const answer = JSON.parse(body) as { code: string; requestId: string }
  expect(Object.keys(answer).sort()).toEqual(['code', 'message', 'requestId'])
  expect(answer.code).toBe('http.internal')
  await built.close()
})

test('an unknown address of the api is an error, any other one is a page', async () => {
  expect((await get('/api/merchant/nothing')).json()).toMatchObject({ code: 'http.not_found' })
  expect((await get('/files/nothing')).statusCode).toBeGreaterThanOrEqual(400)
  for (const url of ['/', '/orders/1', '/operator/jobs']) {
    const page = await get(url)
    expect(page.headers['content-type']).toContain('text/html')
    expect([200, 503]).toContain(page.statusCode)
  }
  expect((await get('/missing.js')).statusCode).not.toBe(200)
  expect((await app.inject({ method: 'POST', url: '/orders' })).statusCode).toBe(404)
})

test('while the customer app is built, its address says how far it is', async () => {
  mkdirSync(parts.config.stateFolder, { recursive: true })
  const file = join(parts.config.stateFolder, 'client-build.json')
  writeFileSync(file, JSON.stringify({ state: 'building', message: '<b>编译</b>' }))
  const page = await get('/h5/')
  expect(page.statusCode).toBe(503)
  expect(page.body).toContain('<h1>正在构建</h1>')
  expect(page.body).toContain('&#60;b&#62;编译')
  expect((await get('/h5')).headers['location']).toBe('/h5/')
})

test('guesses of passwords, codes and card codes are slowed down, each by its own key', async () => {
  const limited = await testApp(db, { rateLimits: true })
  const login = (loginName: string) =>
    knock(limited.app, merchantAccess.login, { body: { loginName, password: 'x' } })
  const statuses: number[] = []
  for (let guess = 0; guess < 21; guess++) statuses.push((await login('somebody')).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(20)
  expect(statuses.at(-1)).toBe(429)
  expect(await login('somebody')).toMatchObject({ body: { code: 'http.too_many' } })
  expect((await login('someone.else')).status).toBe(401)

  const tryCode = () =>
    knock(limited.app, sessionRoutes.loginByMobile, { body: { mobile: '13900009999', code: '000000' } })
  const codes = await Promise.all(Array.from({ length: 25 }, tryCode))
  expect(codes.filter(({ status }) => status === 429)).toHaveLength(5)

  const { token } = await staffSession(db, ours.merchantId)
  const read = () => knock(limited.app, cardRoutes.readCode, { token, body: { code: '0'.repeat(16) } })
  const reads: number[] = []
  for (let batch = 0; batch < 13; batch++)
    reads.push(...(await Promise.all(Array.from({ length: 10 }, read))).map(({ status }) => status))
  // The card’s own count of 60 was used up before the cashier’s.
  expect(reads.filter((status) => status === 429)).toHaveLength(70)
  const other = (await staffSession(db, ours.merchantId)).token
  const pay = (body: { tender: 'cash' } | { tender: 'card'; code: string }) =>
    knock(limited.app, orderRoutes.takePayment, { token: other, params: { orderId: randomUUID() }, body })
  expect((await pay({ tender: 'card', code: '0'.repeat(16) })).status).toBe(429)
  expect((await pay({ tender: 'card', code: '1'.repeat(16) })).status).toBe(404)
  expect((await pay({ tender: 'cash' })).status).toBe(404)
  expect((await knock(limited.app, storeRoutes.listStores, { token })).status).toBe(200)
})
