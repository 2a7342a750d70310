import type { FastifyInstance } from 'fastify'
import { withdrawalReviewRoutes as routes } from '@sesame/contract/withdrawals'
import {
  approveWithdrawal,
  failTransfer,
  rejectWithdrawal,
} from '../../flows/withdrawals/review-withdrawal.ts'
import {
  finishTransfer,
  revealBankAccount,
  startTransfer,
} from '../../flows/withdrawals/transfer-withdrawal.ts'
import { inReport } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getWithdrawalView, listAllWithdrawals } from '../../reports/withdrawals.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

type Asked = { caller: StaffCaller; key: string; params: { merchantId: string; withdrawalId: string } }

/** The operator's people look at withdrawals, agree, make the transfer and say how it went. */
export function withdrawals(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const view = ({ caller, params }: Omit<Asked, 'key'>) =>
    inReport(db, (read) => getWithdrawalView(read, { ...params, reviewerId: caller.staffId }))
  const command = ({ caller, key, params }: Asked) => ({
    ...params,
    key,
    actor: actorOf(caller),
    name: caller.name,
  })

  serve(app, routes.listAllWithdrawals, async ({ query }) =>
    inReport(db, (read) => listAllWithdrawals(read, query)),
  )
  serve(app, routes.getWithdrawalOf, async (request) => view(request))
  serve(app, routes.approveWithdrawal, async (request) => {
    await approveWithdrawal(db, command(request))
    return view(request)
  })
  serve(app, routes.rejectWithdrawal, async (request) => {
    await rejectWithdrawal(db, { ...command(request), ...request.body })
    return view(request)
  })
  serve(app, routes.startTransfer, async (request) => {
    await startTransfer(db, command(request))
    return view(request)
  })
  serve(app, routes.revealBankAccount, async (request) => revealBankAccount(compose, command(request)))
  serve(app, routes.finishTransfer, async (request) => {
    await finishTransfer(db, { ...command(request), ...request.body })
    return view(request)
  })
  serve(app, routes.failTransfer, async (request) => {
    await failTransfer(db, { ...command(request), ...request.body })
    return view(request)
  })
}
