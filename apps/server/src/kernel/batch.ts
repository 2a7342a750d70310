import { inMerchant } from './db.ts'
import type { Db, Tx } from './db.ts'
import { gather } from './gather.ts'
import type { GatherOptions } from './gather.ts'
import type { Verdict } from './refusals.ts'

/** A hot flow: N requests of one merchant and one transaction in, N verdicts out, in the same order. */
export type Batched<Tools, Request, Answer> = (
  tx: Tx,
  requests: readonly Request[],
  tools: Tools,
) => Promise<Verdict<Answer>[]>

/**
 * The flow as single callers use it. Their concurrent calls share transactions, at most two per merchant at a
 * time. Calls with other tools (another database or clock) never share one; so pass the same object each time.
 */
export function batched<Tools extends { db: Db }, Request extends { merchantId: string }, Answer>(
  flow: Batched<Tools, Request, Answer>,
  options: GatherOptions = {},
): (tools: Tools, request: Request) => Promise<Answer> {
  const gatherers = new WeakMap<Tools, (merchantId: string, request: Request) => Promise<Answer>>()

  function gathererOf(tools: Tools) {
    const found = gatherers.get(tools)
    if (found) return found
    const made = gather<Request, Answer>(
      (merchantId, requests) => inMerchant(tools.db, merchantId, (tx) => flow(tx, requests, tools)),
      options,
    )
    gatherers.set(tools, made)
    return made
  }

  return (tools, request) => gathererOf(tools)(request.merchantId, request)
}
