import type { FastifyInstance } from 'fastify'
import { settlementReviewRoutes as routes } from '@sesame/contract/settlement'
import { collectFees } from '../../flows/settlement/collect-fees.ts'
import { editTerms } from '../../flows/settlement/edit-terms.ts'
import { inMerchant, inReport } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { actorOf } from '../../modules/access/index.ts'
import { getMerchantSettlement, listMerchantSettlements } from '../../reports/merchant-settlements.ts'
import { statementView } from '../../reports/statement-detail.ts'
import { listAllStatements } from '../../reports/statements.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** What the operator agreed with each merchant, its statements, and the operator's own fees. */
export function settlement(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const view = (merchantId: string) => inReport(db, (read) => getMerchantSettlement(read, merchantId))

  serve(app, routes.listMerchantSettlements, async ({ query }) =>
    inReport(db, (read) => listMerchantSettlements(read, query)),
  )
  serve(app, routes.getMerchantSettlement, async ({ params }) => view(params.merchantId))
  serve(app, routes.editTerms, async ({ caller, key, params, body }) => {
    const terms = { ...body, reviewAboveFen: fen(body.reviewAboveFen) }
    await editTerms(db, { ...params, key, actor: actorOf(caller), terms })
    return view(params.merchantId)
  })
  serve(app, routes.collectFees, async ({ caller, key, params }) => {
    await collectFees(db, { ...params, key, actor: actorOf(caller) })
    return view(params.merchantId)
  })
  serve(app, routes.listAllStatements, async ({ query }) =>
    inReport(db, (read) => listAllStatements(read, query)),
  )
  serve(app, routes.getStatementOf, async ({ params, language }) =>
    inMerchant(db, params.merchantId, (tx) => statementView(tx, language, params.statementId)),
  )
}
