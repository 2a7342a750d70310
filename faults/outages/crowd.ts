import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deed, Till } from './till.ts'

/** Cashiers who redeem without rest, and who ask again with the same key until they have been answered. */
export type Crowd = {
  deeds: Deed[]
  /** Answers that are nobody's: connection lost, 503; and those of a bug: any other 5xx. */
  unanswered(): number
  bugs: string[]
  setClock(offsetMilliseconds: number): void
  /** How long it took until one was acknowledged that was begun after this, by performance.now(). */
  firstSuccessAfter(at: number): Promise<number>
  /** Nothing new is begun; what was begun is carried to its end. */
  finish(): Promise<void>
}

type Options = { clients: number; pauseMilliseconds: number }

const answerMilliseconds = 20_000
const patienceMilliseconds = 60_000

export function gatherCrowd(address: string, till: Till, { clients, pauseMilliseconds }: Options): Crowd {
  const deeds: Deed[] = []
  const successes: { begunAt: number; at: number }[] = []
  const bugs: string[] = []
  let unanswered = 0
  let offset = 0
  let isOver = false

  const cashier = async () => {
    while (!isOver) {
      const deed = till.nextDeed(new Date(Date.now() + offset))
      if (deed) {
        deeds.push(deed)
        await carryOut(deed)
      }
      await sleep(pauseMilliseconds)
    }
  }
  const carryOut = async (deed: Deed) => {
    const begunAt = performance.now()
    for (const deadline = begunAt + patienceMilliseconds; ; await sleep(40 + Math.random() * 40)) {
      const heard = await ask(address, deed)
      if (heard?.status === 200) {
        deed.done.add(heard.redemptionId!)
        successes.push({ begunAt, at: performance.now() })
        return
      }
      if (heard && heard.status < 500 && heard.status !== 429) return void (deed.refused = heard.code)
      if (heard && heard.status >= 500 && heard.status !== 503) bugs.push(`${heard.status} ${heard.code}`)
      unanswered += 1
      assert(performance.now() < deadline, `no answer within ${patienceMilliseconds / 1000} s`)
    }
  }
  const all = Promise.all(Array.from({ length: clients }, cashier))
  all.catch(() => undefined)
  return {
    deeds,
    bugs,
    unanswered: () => unanswered,
    setClock: (milliseconds) => (offset = milliseconds),
    firstSuccessAfter: async (at) => {
      for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(10)) {
        const first = successes.find(({ begunAt }) => begunAt > at)
        if (first) return first.at - at
      }
      throw new Error('nothing was redeemed for a minute')
    },
    finish: async () => {
      isOver = true
      await all
    },
  }
}

export type Heard = { status: number; code: string; redemptionId: string | undefined }

/** Undefined when the connection broke before the answer. */
export async function ask(address: string, { key, token, body }: Deed): Promise<Heard | undefined> {
  const headers = {
    authorization: `Bearer ${token}`,
    'idempotency-key': key,
    'content-type': 'application/json',
  }
  try {
    const answer = await fetch(`${address}/api/merchant/redemptions`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(answerMilliseconds),
    })
    const heard = (await answer.json()) as { code?: string; redemption?: { id: string } }
    return { status: answer.status, code: heard.code ?? '', redemptionId: heard.redemption?.id }
  } catch {
    return undefined
  }
}
