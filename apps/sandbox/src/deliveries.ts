import { flaws } from './faults.ts'
import type { Faults, Flaw, Provider } from './faults.ts'
import { wait } from './listen.ts'
import type { Clock } from './clock.ts'
import type { Store } from './store.ts'

export type Attempt = { at: string; flaw?: Flaw; status?: number; answer?: string; error?: string }

export type Notice = {
  /** Stays the same over all its sendings. */
  id: string
  provider: Provider
  /** mchid or Alipay app id */
  merchant: string
  url: string
  event: string
  outTradeNo: string
  createdAt: string
  content: Record<string, unknown>
  attempts: Attempt[]
  state: 'waiting' | 'delivered' | 'given-up' | 'withheld'
  /** In the machine's time, milliseconds; null when nothing more will be sent. */
  dueAt: number | null
}

/** How one provider writes a notice, what it takes for an answer, and how long it waits before it tries again. */
export type Courier = {
  compose(notice: Notice, flaw: Flaw | undefined): { headers: Record<string, string>; body: string }
  accepts(status: number, answer: string, notice: Notice): boolean
  scheduleSeconds: number[]
}

export type Deliveries = {
  /** Resolves when the first sending has been answered, or at once when nothing is sent now. */
  enqueue(notice: Omit<Notice, 'attempts' | 'state' | 'dueAt' | 'createdAt'>): Promise<void>
  resend(id: string): Promise<void>
  resume(): void
  latest(limit: number): Notice[]
  stop(): void
}

const answerTimeoutMs = 5_000
const lateMs = 60_000

type Parts = {
  store: Store
  clock: Clock
  faults: Faults
  retryFactor: number
  courierOf(provider: Provider): Courier
}

export function makeDeliveries(parts: Parts): Deliveries {
  const notices = parts.store.collection<Notice>('notice')
  const timers = new Set<NodeJS.Timeout>()
  const stopping = new AbortController()

  const save = (notice: Notice): void => notices.save(notice.id, notice, notice.state)

  const schedule = (notice: Notice): void => {
    if (stopping.signal.aborted || notice.dueAt === null) return
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        void attempt(notice.id, 1)
      },
      Math.max(0, notice.dueAt - Date.now()),
    )
    timer.unref()
    timers.add(timer)
  }

  const attempt = async (id: string, copies: number): Promise<void> => {
    // Once stopped, the store may be closed already: it is not asked again.
    const notice = stopping.signal.aborted ? undefined : notices.find(id)
    if (notice === undefined) return
    const send = () => sendOnce(parts, notice, stopping.signal)
    const sent = await Promise.all(Array.from({ length: copies }, send))
    const current = stopping.signal.aborted ? undefined : notices.find(id)
    if (current === undefined) return

    current.attempts.push(...sent.map(({ accepted: _, ...rest }) => rest))
    const courier = parts.courierOf(notice.provider)
    const again = courier.scheduleSeconds[current.attempts.length - copies]
    if (sent.some(({ accepted }) => accepted)) Object.assign(current, { state: 'delivered', dueAt: null })
    else if (again === undefined) Object.assign(current, { state: 'given-up', dueAt: null })
    else Object.assign(current, { state: 'waiting', dueAt: Date.now() + again * 1000 * parts.retryFactor })
    save(current)
    schedule(current)
  }

  return {
    enqueue: async (draft) => {
      const occasion = { provider: draft.provider, merchant: draft.merchant }
      const createdAt = parts.clock.now().toISOString()
      const notice: Notice = { ...draft, createdAt, attempts: [], state: 'waiting', dueAt: Date.now() }
      if (parts.faults.take('notice-never', occasion) !== undefined) {
        save({ ...notice, state: 'withheld', dueAt: null })
        return
      }
      const late = parts.faults.take('notice-late', occasion)
      if (late !== undefined) {
        notice.dueAt = Date.now() + (late.milliseconds ?? lateMs * parts.retryFactor)
        save(notice)
        schedule(notice)
        return
      }
      save(notice)
      const twice = parts.faults.take('notice-twice', occasion) !== undefined
      await attempt(notice.id, twice ? 2 : 1)
    },
    resend: (id) => attempt(id, 1),
    resume: () => notices.ofOwner('waiting').forEach(schedule),
    latest: (limit) => notices.latest(limit),
    stop: () => {
      stopping.abort()
      timers.forEach((timer) => clearTimeout(timer))
    },
  }
}

async function sendOnce(
  parts: Parts,
  notice: Notice,
  stopping: AbortSignal,
): Promise<Attempt & { accepted: boolean }> {
  const at = parts.clock.now().toISOString()
  const occasion = { provider: notice.provider, merchant: notice.merchant }
  const flaw = flaws.find((name) => parts.faults.take(`notice-${name}`, occasion) !== undefined)
  const courier = parts.courierOf(notice.provider)
  const made = { at, ...(flaw === undefined ? {} : { flaw }) }
  try {
    const { headers, body } = courier.compose(notice, flaw)
    const call = fetch(notice.url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(answerTimeoutMs)]),
    })
    const response = await call
    const answer = (await Promise.race([response.text(), wait(answerTimeoutMs).then(() => '')])).slice(0, 300)
    return {
      ...made,
      status: response.status,
      answer,
      accepted: courier.accepts(response.status, answer, notice),
    }
  } catch (error) {
    const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause : error) : undefined
    return { ...made, error: cause?.message ?? String(error), accepted: false }
  }
}
