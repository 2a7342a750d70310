import type { Clock } from './clock.ts'
import type { Deliveries } from './deliveries.ts'
import type { Faults, Occasion } from './faults.ts'
import { wait } from './listen.ts'
import type { Outgoing, Answer } from './listen.ts'
import type { People } from './people.ts'
import type { Store } from './store.ts'

/** Everything a part of the sandbox may need; made once, in start.ts. */
export type World = {
  store: Store
  clock: Clock
  faults: Faults
  people: People
  deliveries: Deliveries
  retryFactor: number
  isClosed(): boolean
  /** Filled in as the ports become known. */
  urls: { panel: string; wechatPay: string; wechatOpen: string; alipay: string; sms: string }
}

const slowMs = 15_000

/** The faults of an answer to something that has already been done. */
export async function spoil(
  world: World,
  occasion: Occasion,
  answer: Outgoing,
  failure: () => Outgoing,
): Promise<Answer> {
  const slow = world.faults.take('slow', occasion)
  if (slow !== undefined) await wait(slow.milliseconds ?? slowMs)
  if (occasion.on?.startsWith('query') === true) return answer
  if (world.faults.take('answer-lost', occasion) !== undefined) return 'hang-up'
  if (world.faults.take('error-after-accept', occasion) !== undefined) return failure()
  return answer
}
