import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gather, unavailable } from './gather.ts'
import type { Run } from './gather.ts'
import { refusal } from './refusals.ts'

const odd = refusal('test.odd', 409)
const answerAll = (requests: readonly number[]) => requests.map((request) => ({ answer: request * 2 }))

/** Remembers the batches that ran, and lets none end before its gate opens. */
function gated() {
  const sizes: number[] = []
  const gates: (() => void)[] = []
  const run: Run<number, number> = async (_, requests) => {
    sizes.push(requests.length)
    await new Promise<void>((open) => gates.push(open))
    return answerAll(requests)
  }
  return { run, sizes, open: () => gates.splice(0).forEach((gate) => gate()) }
}

async function turn(): Promise<void> {
  await sleep(5)
}

test('a single call is a batch of one and does not wait for company', async () => {
  const sizes: number[] = []
  const ask = gather<number, number>(async (_, requests) => {
    sizes.push(requests.length)
    return answerAll(requests)
  })
  expect(await ask('m', 1)).toBe(2)
  expect(await ask('m', 2)).toBe(4)
  expect(sizes).toEqual([1, 1])
})

test('while two batches of a lane run, all that comes is the next batch; other lanes go on', async () => {
  const { run, sizes, open } = gated()
  const ask = gather(run)
  const asked = [ask('m', 0)]
  await turn()
  asked.push(ask('m', 1), ask('m', 2))
  await turn()
  asked.push(...Array.from({ length: 50 }, (_, place) => ask('m', place)))
  await turn()
  expect(sizes).toEqual([1, 2])
  asked.push(ask('other', 7))
  await turn()
  expect(sizes).toEqual([1, 2, 1])
  open()
  await turn()
  expect(sizes).toEqual([1, 2, 1, 50])
  open()
  expect(await Promise.all(asked)).toHaveLength(54)
})

test('a batch has no more items than it may, and each hears its own answer', async () => {
  const sizes: number[] = []
  const run: Run<number, number> = async (_, requests) => {
    sizes.push(requests.length)
    return answerAll(requests)
  }
  const ask = gather(run, { itemsMax: 10 })
  const answers = await Promise.all(Array.from({ length: 35 }, (_, place) => ask('m', place)))
  expect(answers).toEqual(Array.from({ length: 35 }, (_, place) => place * 2))
  expect(Math.max(...sizes)).toBe(10)
})

test('a refusal is its own item’s', async () => {
  const ask = gather<number, number>(async (_, requests) =>
    requests.map((request) => (request % 2 ? { refused: odd({ request }) } : { answer: request })),
  )
  const settled = await Promise.allSettled(Array.from({ length: 100 }, (_, place) => ask('m', place)))
  settled.forEach((one, place) =>
    expect(one).toMatchObject(
      place % 2
        ? { status: 'rejected', reason: { code: 'test.odd', details: { request: place } } }
        : { status: 'fulfilled', value: place },
    ),
  )
})

test.each([2, 3, 7, 16, 100, 999, 1000])('one poisonous item in a batch of %i fails alone', async (size) => {
  let runs = 0
  const poison = Math.floor(size / 3)
  const ask = gather<number, number>(async (_, requests) => {
    runs += 1
    if (requests.includes(poison)) throw new Error('poison')
    return answerAll(requests)
  })
  const settled = await Promise.allSettled(Array.from({ length: size }, (_, place) => ask('m', place)))
  const failed = settled.flatMap((one, place) => (one.status === 'rejected' ? [place] : []))
  expect(failed).toEqual([poison])
  expect(runs).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(size)) + 1)
})

test('an outage fails the batch at once: its halves would meet the same', async () => {
  let runs = 0
  const ask = gather<number, number>(async () => {
    runs += 1
    throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  })
  const settled = await Promise.allSettled(Array.from({ length: 100 }, (_, place) => ask('m', place)))
  expect(settled.every(({ status }) => status === 'rejected')).toBe(true)
  expect(runs).toBe(1)
})

test('whoever comes when the queue is full is refused at once, and there is room again afterwards', async () => {
  const { run, open } = gated()
  const ask = gather(run, { waitingMax: 5, runningMax: 1 })
  const first = ask('m', 0)
  await turn()
  const waiting = Array.from({ length: 5 }, (_, place) => ask('m', place))
  await expect(ask('m', 9)).rejects.toMatchObject({ code: unavailable.code, status: 503 })
  open()
  await turn()
  const later = ask('m', 9)
  open()
  await turn()
  open()
  expect(await Promise.all([first, later, ...waiting])).toHaveLength(7)
})

test('at its deadline an item is refused, and one that still waited is not done later', async () => {
  const { run, sizes, open } = gated()
  const ask = gather(run, { runningMax: 1, deadlineMilliseconds: 40 })
  const inside = ask('m', 0)
  await turn()
  const waiting = ask('m', 1)
  const refused = { code: unavailable.code }
  await Promise.all([
    expect(inside).rejects.toMatchObject(refused),
    expect(waiting).rejects.toMatchObject(refused),
  ])
  open()
  await turn()
  expect(sizes).toEqual([1])

  const next = ask('m', 3)
  await turn()
  open()
  expect(await next).toBe(6)
})

test('a flow that answers too few is a bug that nobody takes for an answer', async () => {
  const ask = gather<number, number>(async () => [])
  await expect(ask('m', 1)).rejects.toThrow('1 requests, 0 verdicts')
})
