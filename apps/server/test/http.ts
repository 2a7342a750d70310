import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { addressOf } from '@sesame/contract/client'
import type { AnswerOf, InputOf, Route } from '@sesame/contract/route'
import type { Sms, SmsPort } from '../src/channels/sms/port.ts'
import { createLocalStorage } from '../src/channels/storage/local-disk.ts'
import { createWechatOpen } from '../src/channels/wechat-open/client.ts'
import { memoryTokenStore } from '../src/channels/wechat-open/token-store.ts'
import { buildApp } from '../src/http/app.ts'
import type { Compose } from '../src/http/compose.ts'
import type { Db } from '../src/kernel/db.ts'
import { openLog } from '../src/kernel/log.ts'
import { openMetrics } from '../src/kernel/metrics.ts'
import { openVault } from '../src/kernel/secrets.ts'
import { defaultSalesSettings } from '../src/modules/order/index.ts'
import { migrationNames } from '../src/main/migrate.ts'

/** Keeps what was sent, instead of sending it. */
export type SentSms = SmsPort & { sent: Sms[] }

export function keepSms(): SentSms {
  const sent: Sms[] = []
  return { sent, send: async (sms) => (sent.push(sms), { kind: 'ok', value: { messageId: randomUUID() } }) }
}

const nowhere = 'http://127.0.0.1:1'

/** What `main` makes, around a test's database; answers that do not fit their schema are errors here. */
export function testCompose(db: Db, change: Partial<Compose> = {}): Compose & { sms: SentSms } {
  const sms = keepSms()
  const stateFolder = join(tmpdir(), `sesame-test-${process.pid}`, randomUUID())
  return {
    config: {
      production: false,
      stateFolder,
      http: { publicUrl: 'http://127.0.0.1:8080' },
      wechatPay: { baseUrl: nowhere },
      wechatOpen: { baseUrl: nowhere, connectUrl: nowhere },
      alipay: { gatewayUrl: `${nowhere}/gateway.do`, authorizeUrl: nowhere },
      sales: defaultSalesSettings,
    },
    db,
    vault: openVault(randomBytes(32)),
    log: openLog('silent'),
    metrics: openMetrics(),
    channels: {
      sms,
      wechatOpen: createWechatOpen({ address: { baseUrl: nowhere }, tokens: memoryTokenStore() }),
    },
    storage: createLocalStorage(join(stateFolder, 'files')),
    answers: 'refuse',
    rateLimits: false,
    sms,
    ...change,
  }
}

export type TestApp = { app: FastifyInstance; parts: Compose & { sms: SentSms } }

/** The api as it is served, without a port: `inject` knocks at its door. */
export async function testApp(db: Db, change: Partial<Compose> = {}): Promise<TestApp> {
  const parts = testCompose(db, change)
  const app = await buildApp(parts, migrationNames())
  await app.ready()
  afterAll(() => app.close())
  return { app, parts }
}

export type Heard<R extends Route> = {
  status: number
  body: AnswerOf<R> & {
    code?: string
    message?: string
    details?: Record<string, unknown>
    requestId?: string
  }
  headers: Record<string, unknown>
  cookie: string | undefined
}

export type Knock<R extends Route> = InputOf<R> & {
  token?: string | undefined
  cookie?: string
  headers?: Record<string, string>
}

/** Calls a route as a client does, and answers whatever came back. */
export async function knock<R extends Route>(
  app: FastifyInstance,
  route: R,
  input: Knock<R>,
): Promise<Heard<R>> {
  const { key, body, token, cookie, headers } = input as Knock<Route> & { body?: unknown }
  const answer = await app.inject({
    method: route.method,
    url: addressOf(route, input),
    headers: {
      ...(route.command && { 'idempotency-key': key ?? randomUUID() }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  const [set] = [answer.headers['set-cookie']].flat()
  return {
    status: answer.statusCode,
    body: isJson(answer.headers) ? answer.json() : answer.rawPayload.byteLength || undefined,
    headers: answer.headers,
    cookie: set?.split(';')[0],
  } as Heard<R>
}

const isJson = (headers: Record<string, unknown>): boolean =>
  String(headers['content-type']).startsWith('application/json')

/** Like `knock`, for calls that must succeed. */
export async function call<R extends Route>(
  app: FastifyInstance,
  route: R,
  input: Knock<R>,
): Promise<AnswerOf<R>> {
  const heard = await knock(app, route, input)
  assert(heard.status === 200, `${route.path} answered ${heard.status} ${JSON.stringify(heard.body)}`)
  return heard.body
}
