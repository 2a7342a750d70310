import { Refusal } from '../../kernel/refusals.ts'
import { chainAudit } from '../../kernel/audit.ts'
import { runAllJobs, runJobs } from './run-jobs.ts'
import { count } from './shop.ts'
import type { Shop } from './shop.ts'

export type Happening = { at: Date; what: string; run(): Promise<void> }

/** What is going to happen at one merchant, in the order of time; what happens may add to it. */
export type Agenda = {
  add(happening: Happening): void
  /** Runs everything before this instant, and the merchant's jobs between. */
  runUntil(until: Date): Promise<void>
}

/** After `end` nothing begins any more: what is planned for then belongs to the real time. */
export function openAgenda(shop: Shop, end: Date): Agenda {
  const waiting: Happening[] = []
  const runOne = async ({ at, what, run }: Happening) => {
    await runJobs(shop, at)
    if (at > end || shop.clock.now() > end) return
    if (at > shop.clock.now()) shop.clock.set(at)
    try {
      await run()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // A demo of which one visit is missing is better than none; the test wants no such line.
      shop.parts.log.warn({ shop: shop.plan.code, what, code: error.code, details: error.details }, 'refused')
      count(shop, 'refused')
    }
  }
  return {
    add: (happening) => {
      const place = waiting.findIndex(({ at }) => at > happening.at)
      waiting.splice(place === -1 ? waiting.length : place, 0, happening)
    },
    async runUntil(until) {
      while (waiting[0] && waiting[0].at < until) await runOne(waiting.shift()!)
      await runAllJobs(shop, until)
      if (until > shop.clock.now()) shop.clock.set(until)
      while ((await chainAudit(shop.parts.db, shop.merchantId)) > 0);
    },
  }
}
