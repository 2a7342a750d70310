import type { FastifyInstance } from 'fastify'
import { operatorRoutes } from '@sesame/contract/operator'
import { inReport } from '../../kernel/db.ts'
import { getMerchantView, listMerchants, readOverview } from '../../reports/operator.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** All merchants, for the party that answers for them: read only, by the report's role. */
export function overview(app: FastifyInstance, { db }: Compose): void {
  serve(app, operatorRoutes.overview, async () => inReport(db, readOverview))
  serve(app, operatorRoutes.listMerchants, async ({ query }) =>
    inReport(db, (read) => listMerchants(read, query)),
  )
  serve(app, operatorRoutes.getMerchant, async ({ params }) =>
    inReport(db, (read) => getMerchantView(read, params.merchantId)),
  )
}
