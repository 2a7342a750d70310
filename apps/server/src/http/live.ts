import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dashboardRoutes } from '@sesame/contract/money'
import { findCaller } from '../flows/access/find-caller.ts'
import { inMerchant } from '../kernel/db.ts'
import type { StaffCaller } from '../modules/access/index.ts'
import { readFigures } from '../reports/dashboard.ts'
import { answerOf } from './answer.ts'
import type { Compose } from './compose.ts'
import { tokenOf } from './sessions.ts'

const tickMilliseconds = 1000
const silenceMilliseconds = 15_000
const watchersMax = 500
/** Amounts are bigints until here, as in every other answer. */
const { shape } = answerOf(dashboardRoutes.live.answer)

type Raw = { request: FastifyRequest; reply: FastifyReply }
type Watcher = { send(text: string): void; isStillAllowed(): Promise<boolean>; end(): void }

/**
 * Figures as server-sent events: each process asks once a second for each merchant that somebody watches,
 * and asks again whether each watcher's session still may.
 */
export function liveFigures(
  app: FastifyInstance,
  compose: Compose,
): (caller: StaffCaller, raw: Raw) => Promise<void> {
  const watched = new Map<string, Set<Watcher>>()
  let count = 0
  // Streams never end by themselves, and the server waits for them when it closes.
  app.addHook('preClose', async () => {
    for (const watchers of watched.values()) for (const watcher of watchers) watcher.end()
  })

  return async (caller, raw) => {
    const { request, reply } = raw
    if (count >= watchersMax) {
      await reply.code(503).send()
      return
    }
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const watcher: Watcher = {
      send: (text) => response.write(text),
      isStillAllowed: () => mayWatch(compose, request, caller.merchantId),
      end: () => response.end(),
    }
    const watchers = watched.get(caller.merchantId) ?? new Set()
    watchers.add(watcher)
    count += 1
    response.on('close', () => {
      count -= 1
      watchers.delete(watcher)
      if (watchers.size === 0) watched.delete(caller.merchantId)
    })
    if (watched.get(caller.merchantId) === watchers) return
    watched.set(caller.merchantId, watchers)
    follow(compose, caller.merchantId, watchers).catch((error: unknown) => {
      compose.log.error({ err: error, merchantId: caller.merchantId }, 'live figures ended')
      for (const one of watchers) one.end()
    })
  }
}

async function mayWatch(compose: Compose, request: FastifyRequest, merchantId: string): Promise<boolean> {
  const token = tokenOf(compose, request, 'merchant')
  const caller = token === undefined ? undefined : await findCaller(compose.db, 'merchant', token)
  return (
    caller !== undefined &&
    caller.kind !== 'customer' &&
    caller.merchantId === merchantId &&
    caller.permissions.includes('dashboard.view')
  )
}

/** Runs while somebody watches this merchant; a new watcher hears the figures at the next tick. */
async function follow(compose: Compose, merchantId: string, watchers: Set<Watcher>): Promise<void> {
  const told = new WeakMap<Watcher, { text: string | undefined; at: number }>()
  while (watchers.size > 0) {
    const figures = await inMerchant(compose.db, merchantId, readFigures)
      .then(shape)
      .catch((error: unknown) => {
        compose.log.warn({ err: error, merchantId }, 'live figures could not be read')
      })
    // The time alone is no news.
    const text = figures ? JSON.stringify(Object.assign({}, figures, { at: '' })) : undefined
    const now = Date.now()
    for (const watcher of watchers) {
      if (!(await watcher.isStillAllowed().catch(() => true))) {
        watcher.end()
        continue
      }
      const last = told.get(watcher)
      if (figures && last?.text !== text) watcher.send(`data: ${JSON.stringify(figures)}\n\n`)
      else if (now - (last?.at ?? 0) > silenceMilliseconds) watcher.send(': still here\n\n')
      else continue
      told.set(watcher, { text: text ?? last?.text, at: now })
    }
    await new Promise((resolve) => setTimeout(resolve, tickMilliseconds))
  }
}
