import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { addressOf } from '@sesame/contract/client'
import { dashboardRoutes } from '@sesame/contract/money'
import type { Route } from '@sesame/contract/route'
import { allRoutes } from '@sesame/contract/routes'
import { buildApp } from '../../apps/server/src/http/app.ts'
import { settableClock } from '../../apps/server/src/kernel/clock.ts'
import { migrationNames } from '../../apps/server/src/main/migrate.ts'
import { testCompose } from '../../apps/server/test/http.ts'
import { startSandbox } from '../../apps/sandbox/src/start.ts'
import { dice } from '../harness/dice.ts'
import type { Dice } from '../harness/dice.ts'
import { booksHold, openStage } from '../harness/stage.ts'
import type { Settings, Trial } from '../harness/trial.ts'
import { generator, spoilt } from './generator.ts'
import type { Known, Schema } from './generator.ts'
import { gatherPeople } from './people.ts'
import type { People } from './people.ts'

const requests = { short: 1500, long: 100_000 }
/** Commands lock people out, rename them, take their things: now and then others come, at another shop. */
const requestsOfPeople = 500

export const fuzz: Trial = {
  name: 'fuzz',
  about: 'every route, by its schema, with anything that comes to mind',
  run: knockEverywhere,
}

type Asked = {
  title: string
  method: Route['method']
  url: string
  token: string
  key: string
  payload?: string
}

async function knockEverywhere({ form, seed, template }: Settings): Promise<string> {
  const clock = settableClock(new Date('2026-03-02T09:00:00+08:00'))
  const stage = await openStage({ clock, durable: false, template })
  const sandbox = await startSandbox({ dataFile: ':memory:', now: () => clock.now() })
  const parts = testCompose(stage.db, { vault: stage.vault })
  parts.config.wechatPay.baseUrl = sandbox.wechatPay
  parts.config.alipay.gatewayUrl = `${sandbox.alipay}/gateway.do`
  const app = await buildApp(parts, migrationNames())
  try {
    await app.ready()
    const chance = dice(seed)
    const heard = new Map<number, number>()
    const reached = new Set<string>()
    const problems: string[] = []
    const routes = allRoutes.filter(
      (route) => app.served.has(titleOf(route)) && route !== (dashboardRoutes.live as Route),
    )
    let people = await gatherPeople(stage)
    for (let count = 0; count < requests[form]; count++) {
      if (count % requestsOfPeople === requestsOfPeople - 1) people = await gatherPeople(stage)
      // Each is visited as often as any other, whatever the dice say.
      const route = routes[count % routes.length]!
      const asked = await wish(route, chance, people)
      const answer = await send(app, asked)
      heard.set(answer.statusCode, (heard.get(answer.statusCode) ?? 0) + 1)
      if (answer.statusCode < 300) reached.add(asked.title)
      if (answer.statusCode >= 500)
        problems.push(`request ${count}: ${describe(asked)} → ${answer.statusCode} ${answer.body}`)
      else if (answer.statusCode === 401 || answer.statusCode === 403)
        people.tokens[route.audience] = await people.login(route.audience)
      else if (answer.statusCode < 300) learn(people, route, answer.body)
    }
    const listed = [...heard]
      .sort(([one], [other]) => one - other)
      .map(([status, count]) => `${count} × ${status}`)
    assert.equal(
      problems.length,
      0,
      `${problems.length} answers of 5xx, seed ${seed}:\n${problems.slice(0, 12).join('\n')}`,
    )
    await booksHold(stage)
    const asked = `${requests[form]} requests to ${routes.length} routes, seed ${seed}`
    return `${asked}: ${listed.join(', ')}; ${reached.size} routes did something`
  } finally {
    await app.close()
    await sandbox.close()
    await stage.close()
  }
}

const titleOf = (route: Route) => `${route.method} /api/${route.audience}${route.path}`
const describe = ({ title, url, payload }: Asked) =>
  `${title} ${url.slice(0, 300)} ${payload?.slice(0, 600) ?? ''}`

async function wish(route: Route, chance: Dice, people: People): Promise<Asked> {
  const code =
    route.path.includes('redempt') || route.path.includes('card') ? await people.cardCode() : '0'.repeat(16)
  const { value } = generator(chance, knownTo(people, chance, code))
  const made = (schema: unknown) => (schema === undefined ? undefined : value(schema as Schema))
  const input = { params: made(route.params), query: made(route.query), body: made(route.body) }
  const wrong = chance.chance(0.15) ? chance.oneOf(['params', 'query', 'body'] as const) : undefined
  if (wrong && input[wrong] !== undefined) input[wrong] = spoilt(chance, input[wrong])
  const payload = input.body === undefined ? undefined : JSON.stringify(input.body)
  return {
    title: titleOf(route),
    method: route.method,
    url: addressOf(route, { params: asTexts(input.params), query: asTexts(input.query) }),
    token: people.tokens[route.audience],
    key: chance.chance(0.05) ? 'the same key' : randomUUID(),
    ...(payload !== undefined && { payload }),
  }
}

/** An address holds texts only, and no half characters. */
function asTexts(values: unknown): Record<string, unknown> {
  const entries = values !== null && typeof values === 'object' ? Object.entries(values) : []
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'object' ? 'x' : String(value).toWellFormed()]),
  )
}

function knownTo({ ids, shop }: People, chance: Dice, code: string): Known {
  const words: Record<string, string> = { shop, code, lines: '[]', items: '[]' }
  const all = Object.values(ids).flat()
  return {
    idOf: (name) => {
      if (name === 'shop') return shop
      const named = ids[name]
      if (named && named.length > 0 && chance.chance(0.8)) return chance.oneOf(named.slice(-12))
      return chance.chance(0.5) ? chance.oneOf(all) : '01900000-0000-7000-8000-000000000000'
    },
    wordOf: (name) => words[name],
  }
}

type App = Awaited<ReturnType<typeof buildApp>>

function send(app: App, { method, url, token, key, payload }: Asked) {
  const type = payload === undefined ? {} : { 'content-type': 'application/json' }
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key, ...type }
  return app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Ids in an answer, kept by their names; a bare `id` is of what the address lists. */
function learn(people: People, route: Route, body: string): void {
  const listed =
    route.path
      .split('/')
      .filter((part) => part !== '' && !part.startsWith(':'))
      .at(-1) ?? ''
  const own = `${listed
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`
  const keep = (name: string, id: string) => {
    const list = (people.ids[name] ??= [])
    if (!list.includes(id)) list.push(id)
  }
  const walk = (value: unknown, name: string): void => {
    if (Array.isArray(value)) value.slice(0, 5).forEach((one) => walk(one, name))
    else if (value !== null && typeof value === 'object')
      for (const [inner, one] of Object.entries(value)) walk(one, inner)
    else if (typeof value === 'string' && uuid.test(value)) keep(name === 'id' ? own : name, value)
  }
  try {
    walk(JSON.parse(body), '')
  } catch {
    // A picture, or nothing.
  }
}
