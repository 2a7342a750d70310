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
  const gathererOf = keptFor((tools: Tools) =>
    gather<Request, Answer>(
      (merchantId, requests) => inMerchant(tools.db, merchantId, (tx) => flow(tx, requests, tools)),
      options,
    ),
  )
  return (tools, request) => gathererOf(tools)(request.merchantId, request)
}

/** Makes one for each key, the first time it is asked for. */
export function keptFor<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const kept = new WeakMap<Key, { value: Value }>()
  return (key) => {
    const found = kept.get(key) ?? { value: make(key) }
    kept.set(key, found)
    return found.value
  }
}
