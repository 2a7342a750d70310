import type { FastifyInstance } from 'fastify'
import type { billRoutes, operatorBillRoutes } from '@sesame/contract/reconciliation'
import { resolveDifference } from '../exchanges/resolve-difference.ts'
import { askDay } from '../flows/reconciliation/ask-day.ts'
import { handleDifference, undoHandling } from '../flows/reconciliation/handle-difference.ts'
import { setFeeRate } from '../flows/reconciliation/save-fee-rate.ts'
import { inMerchant } from '../kernel/db.ts'
import { actorOf } from '../modules/access/index.ts'
import type { StaffCaller } from '../modules/access/index.ts'
import { getBillDifference, listBillDifferences } from '../reports/bill-differences.ts'
import { getBillDay, listBillAccounts, listBillDays } from '../reports/bills.ts'
import type { Compose } from './compose.ts'
import { serve } from './serve.ts'

/** Reconciliation of a merchant's accounts, or of the operator's in its own books: the same work. */
export function serveBills(
  app: FastifyInstance,
  compose: Compose,
  routes: typeof billRoutes | typeof operatorBillRoutes,
): void {
  const { db } = compose
  // The two differ in whose they are only.
  const of = routes as typeof billRoutes
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const detail = (caller: StaffCaller, id: string) =>
    inMerchant(db, caller.merchantId, (tx) => getBillDifference(tx, id))

  serve(app, of.listBillAccounts, async ({ caller }) => ({
    items: await inMerchant(db, caller.merchantId, listBillAccounts),
  }))
  serve(app, of.saveBillFeeRate, async ({ caller, key, params, body }) => {
    await setFeeRate(db, { ...by(caller, key), ...params, ...body })
    return { done: true as const }
  })
  serve(app, of.listBillDays, async ({ caller, query, language }) =>
    inMerchant(db, caller.merchantId, (tx) => listBillDays(tx, language, query)),
  )
  serve(app, of.getBillDay, async ({ caller, params, language }) =>
    inMerchant(db, caller.merchantId, (tx) => getBillDay(tx, language, params)),
  )
  serve(app, of.reconcileBillDay, async ({ caller, key, params }) => {
    await askDay(db, { ...by(caller, key), ...params })
    return { done: true as const }
  })
  serve(app, of.listBillDifferences, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listBillDifferences(tx, query)),
  )
  serve(app, of.getBillDifference, async ({ caller, params }) => detail(caller, params.differenceId))
  serve(app, of.handleBillDifference, async ({ caller, key, params, body }) => {
    const { action, note } = body
    const input = { ...by(caller, key), ...params, note }
    if (action === 'accept' || action === 'exclude') await handleDifference(db, { ...input, action })
    else await resolveDifference(compose, { ...input, action })
    return detail(caller, params.differenceId)
  })
  serve(app, of.undoBillDifference, async ({ caller, key, params, body }) => {
    await undoHandling(db, { ...by(caller, key), ...params, ...body })
    return detail(caller, params.differenceId)
  })
}
