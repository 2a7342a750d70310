import type { FastifyInstance } from 'fastify'
import { dashboardRoutes, moneyRoutes } from '@sesame/contract/money'
import { inMerchant } from '../../kernel/db.ts'
import { accountStatement, getAccountView, listAccounts, listTransfers } from '../../reports/books.ts'
import { readDashboard } from '../../reports/dashboard.ts'
import { flowPicture } from '../../reports/flow-picture.ts'
import { countCards, readPositions } from '../../reports/positions.ts'
import type { Compose } from '../compose.ts'
import { liveFigures } from '../live.ts'
import { serve } from '../serve.ts'

/** The dashboard and the books: read only, straight from the ledger. */
export function money(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const stream = liveFigures(app, compose)

  serve(app, dashboardRoutes.dashboard, async ({ caller }) =>
    inMerchant(db, caller.merchantId, readDashboard),
  )
  serve(app, dashboardRoutes.live, async ({ caller, raw }) => stream(caller, raw))
  serve(app, moneyRoutes.overview, async ({ caller }) =>
    inMerchant(db, caller.merchantId, async (tx) => ({
      ...(await readPositions(tx)),
      cards: await countCards(tx),
      at: tx.now,
    })),
  )
  serve(app, moneyRoutes.listAccounts, async ({ caller, query, language }) =>
    inMerchant(db, caller.merchantId, (tx) => listAccounts(tx, language, query)),
  )
  serve(app, moneyRoutes.getAccount, async ({ caller, params, language }) =>
    inMerchant(db, caller.merchantId, (tx) => getAccountView(tx, language, params.accountId)),
  )
  serve(app, moneyRoutes.statement, async ({ caller, params, query, language }) =>
    inMerchant(db, caller.merchantId, (tx) => accountStatement(tx, language, params.accountId, query)),
  )
  serve(app, moneyRoutes.listTransfers, async ({ caller, query, language }) =>
    inMerchant(db, caller.merchantId, (tx) => listTransfers(tx, language, query)),
  )
  serve(app, moneyRoutes.flow, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => flowPicture(tx, query)),
  )
}
