import type { FastifyInstance } from 'fastify'
import { cashRoutes } from '@sesame/contract/cash'
import { bankCash } from '../../flows/cash/bank-cash.ts'
import { receiveHandIn, startHandIn, withdrawHandIn } from '../../flows/cash/hand-in.ts'
import { setCashLimit, setCashRule } from '../../flows/cash/set-limits.ts'
import { inMerchant } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { actorOf, forbidden } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getHandInView, listCashDeposits, listHandIns } from '../../reports/cash-hand-ins.ts'
import { getCashHolder, listCashHolders } from '../../reports/cash.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Cash in people's hands, on its way into the safe, and on to the bank. */
export function cash(app: FastifyInstance, { db }: Compose): void {
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const view = (caller: StaffCaller, handInId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getHandInView(tx, caller, handInId))
  const holder = (caller: StaffCaller, staffId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getCashHolder(tx, caller, staffId))

  serve(app, cashRoutes.listCashHolders, async ({ caller }) =>
    inMerchant(db, caller.merchantId, (tx) => listCashHolders(tx, caller)),
  )
  serve(app, cashRoutes.setCashRule, async ({ caller, key, body }) => {
    const rule = { limitFen: fen(body.limitFen), twoPersons: body.twoPersons }
    return setCashRule(db, { ...by(caller, key), rule })
  })
  serve(app, cashRoutes.setCashLimit, async ({ caller, key, params, body }) => {
    await holder(caller, params.staffId)
    const limitFen = body.limitFen === null ? null : BigInt(body.limitFen)
    await setCashLimit(db, { ...by(caller, key), ...params, limitFen })
    return holder(caller, params.staffId)
  })

  serve(app, cashRoutes.listHandIns, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listHandIns(tx, caller, query)),
  )
  serve(app, cashRoutes.getHandIn, async ({ caller, params }) => view(caller, params.handInId))
  serve(app, cashRoutes.startHandIn, async ({ caller, key, body }) => {
    await holder(caller, body.staffId)
    // Another's cash is counted by who receives cash.
    if (body.staffId !== caller.staffId && !caller.permissions.includes('cash.receive'))
      throw forbidden({ permission: 'cash.receive' })
    const { handInId } = await startHandIn(db, {
      ...by(caller, key),
      ...body,
      keptFen: BigInt(body.keptFen),
      countedFen: BigInt(body.countedFen),
    })
    return view(caller, handInId)
  })
  serve(app, cashRoutes.receiveHandIn, async ({ caller, key, params }) => {
    await view(caller, params.handInId)
    await receiveHandIn(db, { ...by(caller, key), ...params })
    return view(caller, params.handInId)
  })
  serve(app, cashRoutes.withdrawHandIn, async ({ caller, key, params }) => {
    await view(caller, params.handInId)
    await withdrawHandIn(db, { ...by(caller, key), ...params })
    return view(caller, params.handInId)
  })

  serve(app, cashRoutes.listCashDeposits, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listCashDeposits(tx, caller, query)),
  )
  serve(app, cashRoutes.bankCash, async ({ caller, key, body }) => {
    // What is seen can be banked: a store's own people their store's, others all.
    const isWide = caller.scope === 'all' || caller.scope === 'merchant'
    if (!isWide && (body.storeId === null || body.storeId !== caller.storeId))
      throw forbidden({ permission: 'cash.receive' })
    return bankCash(db, { ...by(caller, key), ...body, amountFen: BigInt(body.amountFen) })
  })
}
