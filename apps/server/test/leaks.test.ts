import { beforeAll, expect, test } from 'vitest'
import type { Audience, Route } from '@sesame/contract/route'
import { allRoutes } from '@sesame/contract/routes'
import { dashboardRoutes } from '@sesame/contract/money'
import { inGlobal } from '../src/kernel/db.ts'
import { findOperator } from '../src/modules/merchant/index.ts'
import { testDatabase } from './database.ts'
import { knock, testApp } from './http.ts'
import { sample } from './samples.ts'
import type { Schema } from './samples.ts'
import { customerAt, customerSession, staffSession } from './sessions.ts'
import { look, world } from './world.ts'

/**
 * Every route × every audience × two merchants: nobody gets anything that is not theirs. Routes are taken from
 * the contract, so one that is added later is asked here too.
 */
const db = await testDatabase()
const ours = await world(db)
const theirs = await world(db)
const { app, parts } = await testApp(db, { vault: ours.tools.vault })
const tokens = {} as Record<Audience, string>
const ids: Record<string, string> = {}
let secrets: string[] = []

const title = (route: Route) => `${route.method} /api/${route.audience}${route.path}`
const cases = allRoutes.map((route) => [title(route), route] as const)
const idOf = (name: string): string => ids[name] ?? ids['orderId']!

beforeAll(async () => {
  const operator = (await inGlobal(db, findOperator))!.id
  tokens.merchant = (await staffSession(db, ours.merchantId)).token
  tokens.operator = (await staffSession(db, operator, { platform: 'operator' })).token
  tokens.permission = (await staffSession(db, operator, { platform: 'permission' })).token
  tokens.customer = (await customerSession(db, parts.vault)).token

  // Both worlds call their cashier the same, and one's own may be seen.
  await look(db, `update staff set name = '李收银' where merchant_id = $1`, [theirs.merchantId])
  const someone = await customerSession(db, parts.vault)
  const customerId = await customerAt(db, parts.vault, { ...theirs, personId: someone.personId })
  const visit = await theirs.single(30_00)
  const bundle = await theirs.bundle(300_00, [{ kind: 'visits', productId: visit, visits: 10, gift: false }])
  const { cardId, orderId } = await theirs.openCard(bundle, customerId)
  const staff = await staffSession(db, theirs.merchantId)
  const { redemption } = await redeemOne(cardId, visit)
  const [type] = await look<{ id: string }>(db, 'select id from card_type where merchant_id = $1', [
    theirs.merchantId,
  ])
  const [account] = await look<{ id: string }>(
    db,
    'select id from ledger_account where merchant_id = $1 limit 1',
    [theirs.merchantId],
  )
  const [merchant] = await look<{ code: string }>(db, 'select code from merchant where id = $1', [
    theirs.merchantId,
  ])
  Object.assign(ids, {
    customerId,
    productId: visit,
    cardId,
    orderId,
    redemptionId: redemption,
    cardTypeId: type!.id,
    typeId: type!.id,
    staffId: staff.staffId,
    sellerId: staff.staffId,
    roleId: staff.roleId,
    accountId: account!.id,
    shop: merchant!.code,
    merchantId: theirs.merchantId,
  })
  secrets = (
    await look<{ text: string }>(
      db,
      `select name as text from customer where merchant_id = $1 union select name from staff where merchant_id = $1
       union select number from card where merchant_id = $1 union select number from sale_order where merchant_id = $1
       union select id::text from redemption where merchant_id = $1
       union select id::text from deal where merchant_id = $1`,
      [theirs.merchantId],
    )
  ).map(({ text }) => text)
})

async function redeemOne(cardId: string, productId: string): Promise<{ redemption: string }> {
  await theirs.use(cardId, { kind: 'visits', productId, visits: 1 })
  const [row] = await look<{ id: string }>(db, 'select id from redemption where merchant_id = $1', [
    theirs.merchantId,
  ])
  return { redemption: row!.id }
}

/** Fits the schema in every part; all ids in it are the other merchant's. */
function input(route: Route): object {
  const part = (schema: unknown) => schema && sample(schema as Schema, idOf)
  return { params: part(route.params), query: part(route.query), body: part(route.body) }
}

test('every route of the contract is served, once', () => {
  expect(cases.map(([name]) => name).filter((name) => !app.served.has(name))).toEqual([])
  expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length)
})

// A route that is not served at all fails the first test, once.
const served = cases.filter(([name]) => app.served.has(name))

test.each(served)('without a session: %s', async (_, route) => {
  const { status, body } = await knock(app, route, input(route) as never)
  if (route.access === 'public') return expect(status).toBeLessThan(500)
  expect(status).toBe(401)
  expect(body.code).toBe('http.unauthorized')
})

test.each(served)('with a session of another audience: %s', async (_, route) => {
  if (route.access === 'public') return
  for (const audience of Object.keys(tokens) as Audience[]) {
    if (audience === route.audience) continue
    const asBearer = await knock(app, route, { ...input(route), token: tokens[audience] } as never)
    const cookie = `sesame-${route.audience}=${tokens[audience]}`
    const asCookie = await knock(app, route, { ...input(route), cookie } as never)
    expect([asBearer.status, asCookie.status]).toEqual([401, 401])
  }
})

const audiencesOfTenants: readonly Audience[] = ['merchant', 'customer']
const tenants = served.filter(
  ([, route]) => audiencesOfTenants.includes(route.audience) && route !== (dashboardRoutes.live as Route),
)

test.each(tenants)("with another merchant's ids: %s", async (_, route) => {
  // One of their own, because some of these commands end it.
  const { token } =
    route.audience === 'merchant'
      ? await staffSession(db, ours.merchantId)
      : await customerSession(db, parts.vault)
  const before = await theirs.snapshot()
  const given = input(route)
  const { status, body } = await knock(app, route, { ...given, token } as never)

  expect(status).toBeLessThan(500)
  expect(await theirs.snapshot()).toEqual(ownVisit(before, await theirs.snapshot()))
  const text = JSON.stringify(body ?? '')
  const sent = JSON.stringify(given)
  expect(secrets.filter((secret) => text.includes(secret) && !sent.includes(secret))).toEqual([])
  const { shop: _shop, ...own } = (route.params?.properties ?? {}) as Record<string, unknown>
  const named = Object.keys(own).length > 0
  // A shop's window is open to all; what is behind it belongs to one person.
  if (named && route.access !== 'public' && !(status === 200 && isEmptyList(body)))
    expect([403, 404]).toContain(status)
})

/** Coming to a shop makes a customer of whoever comes; that row is theirs, not another's. */
function ownVisit(before: Record<string, string>, after: Record<string, string>): Record<string, string> {
  return {
    ...before,
    customer: after['customer']!,
    idempotency_key: after['idempotency_key']!,
    jobs: after['jobs']!,
  }
}

function isEmptyList(body: unknown): boolean {
  const { items } = (body ?? {}) as { items?: unknown[] }
  return Array.isArray(items) && items.length === 0
}
