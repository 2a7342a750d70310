import { isOutage } from './outage.ts'
import { refusal } from './refusals.ts'
import type { Verdict } from './refusals.ts'

export const unavailable = refusal('http.unavailable', 503)

export type GatherOptions = {
  /** Batches of one lane that run at the same time; what comes meanwhile waits and is the next batch. */
  runningMax?: number
  itemsMax?: number
  /** Items of one lane that wait; whoever comes then is refused at once. */
  waitingMax?: number
  /** From the call to the answer. What is being done by then may still take effect: its key tells. */
  deadlineMilliseconds?: number
}

const defaults = { runningMax: 2, itemsMax: 1000, waitingMax: 4000, deadlineMilliseconds: 10_000 }

export type Run<Request, Answer> = (lane: string, requests: readonly Request[]) => Promise<Verdict<Answer>[]>

type Item<Request, Answer> = {
  request: Request
  resolve: (answer: Answer) => void
  reject: (reason: unknown) => void
  timer: NodeJS.Timeout
  isOver: boolean
}

type Lane<Request, Answer> = {
  name: string
  waiting: Item<Request, Answer>[]
  running: number
  isStarting: boolean
}

/**
 * Turns concurrent calls into batches, without lingering: a call that finds a free place starts at once, with
 * whatever arrived in the same turn. A verdict belongs to its item. When a batch fails as a whole it is halved
 * until the item that breaks it is alone; only an outage fails all, as halves would meet the same.
 */
export function gather<Request, Answer>(
  run: Run<Request, Answer>,
  options: GatherOptions = {},
): (lane: string, request: Request) => Promise<Answer> {
  const { runningMax, itemsMax, waitingMax, deadlineMilliseconds } = { ...defaults, ...options }
  const lanes = new Map<string, Lane<Request, Answer>>()

  function laneOf(name: string): Lane<Request, Answer> {
    const found = lanes.get(name)
    if (found) return found
    const lane = { name, waiting: [], running: 0, isStarting: false }
    lanes.set(name, lane)
    return lane
  }

  function start(lane: Lane<Request, Answer>): void {
    if (lane.isStarting || lane.running >= runningMax || lane.waiting.length === 0) return
    lane.isStarting = true
    setImmediate(() => {
      lane.isStarting = false
      if (lane.waiting.length > 0) void work(lane, lane.waiting.splice(0, itemsMax))
      start(lane)
    })
  }

  async function work(lane: Lane<Request, Answer>, items: Item<Request, Answer>[]): Promise<void> {
    lane.running += 1
    await attempt(lane, items)
    lane.running -= 1
    if (lane.running === 0 && lane.waiting.length === 0) lanes.delete(lane.name)
    start(lane)
  }

  async function attempt(lane: Lane<Request, Answer>, given: Item<Request, Answer>[]): Promise<void> {
    const items = given.filter(({ isOver }) => !isOver)
    if (items.length === 0) return
    try {
      const verdicts = await run(
        lane.name,
        items.map(({ request }) => request),
      )
      if (verdicts.length !== items.length)
        throw new Error(`${items.length} requests, ${verdicts.length} verdicts`)
      items.forEach((item, place) => settle(item, verdicts[place]!))
    } catch (error) {
      if (items.length === 1 || isOutage(error)) return items.forEach((item) => fail(item, error))
      const middle = Math.ceil(items.length / 2)
      await attempt(lane, items.slice(0, middle))
      await attempt(lane, items.slice(middle))
    }
  }

  return (name, request) =>
    new Promise<Answer>((resolve, reject) => {
      const lane = laneOf(name)
      if (lane.waiting.length >= waitingMax) return reject(unavailable())
      const timer = setTimeout(() => expire(lane, item), deadlineMilliseconds)
      const item: Item<Request, Answer> = { request, resolve, reject, timer, isOver: false }
      lane.waiting.push(item)
      start(lane)
    })
}

function settle<Answer>(item: Item<unknown, Answer>, verdict: Verdict<Answer>): void {
  if ('refused' in verdict) return fail(item, verdict.refused)
  clearTimeout(item.timer)
  item.isOver = true
  item.resolve(verdict.answer)
}

function fail<Answer>(item: Item<unknown, Answer>, reason: unknown): void {
  clearTimeout(item.timer)
  item.isOver = true
  item.reject(reason)
}

function expire<Request, Answer>(lane: Lane<Request, Answer>, item: Item<Request, Answer>): void {
  const place = lane.waiting.indexOf(item)
  if (place >= 0) lane.waiting.splice(place, 1)
  fail(item, unavailable())
}
