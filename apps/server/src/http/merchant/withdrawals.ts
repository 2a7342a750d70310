import type { FastifyInstance } from 'fastify'
import { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { describeBankAccount, readFunds } from '../../flows/withdrawals/read-funds.ts'
import { requestWithdrawal } from '../../flows/withdrawals/request-withdrawal.ts'
import { saveBankAccount } from '../../flows/withdrawals/save-bank-account.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import { getWithdrawalView, listWithdrawals } from '../../reports/withdrawals.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** A merchant takes out its money, and says where it goes. */
export function withdrawals(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const view = (merchantId: string, withdrawalId: string) =>
    inMerchant(db, merchantId, (tx) => getWithdrawalView(tx, { merchantId, withdrawalId }))

  serve(app, withdrawalRoutes.funds, async ({ caller }) => readFunds(db, caller.merchantId))
  serve(app, withdrawalRoutes.listWithdrawals, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listWithdrawals(tx, query)),
  )
  serve(app, withdrawalRoutes.getWithdrawal, async ({ caller, params }) =>
    view(caller.merchantId, params.withdrawalId),
  )
  serve(app, withdrawalRoutes.requestWithdrawal, async ({ caller, key, body }) => {
    const { merchantId, staffId, name } = caller
    const actor = actorOf(caller)
    const asked = await requestWithdrawal(db, { merchantId, key, actor, name, staffId, ...body })
    return view(merchantId, asked.withdrawalId)
  })
  serve(app, withdrawalRoutes.saveBankAccount, async ({ caller, key, body }) => {
    const { merchantId, staffId } = caller
    await saveBankAccount(compose, { merchantId, key, actor: actorOf(caller), staffId, ...body })
    return inMerchant(db, merchantId, describeBankAccount)
  })
}
