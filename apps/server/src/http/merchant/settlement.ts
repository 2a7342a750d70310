import type { FastifyInstance } from 'fastify'
import { settlementRoutes } from '@sesame/contract/settlement'
import { paperMediaType } from '../../files/paper.ts'
import { sheetMediaType } from '../../files/sheet.ts'
import { confirmStatement } from '../../flows/settlement/confirm-statement.ts'
import { readOutlook } from '../../flows/settlement/read-outlook.ts'
import { statementSpan } from '../../flows/settlement/statement-span.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import { transfersBetween } from '../../reports/books.ts'
import { statementView } from '../../reports/statement-detail.ts'
import { statementPaper, statementSheet } from '../../reports/statement-paper.ts'
import { listStatements } from '../../reports/statements.ts'
import type { Compose } from '../compose.ts'
import { SentFile } from '../sent-file.ts'
import { serve } from '../serve.ts'

/** The statements of a merchant: read, looked behind, confirmed, taken away as a file. */
export function settlement(app: FastifyInstance, compose: Compose): void {
  const { db } = compose

  serve(app, settlementRoutes.outlook, async ({ caller }) => readOutlook(db, caller.merchantId))
  serve(app, settlementRoutes.listStatements, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listStatements(tx, query)),
  )
  serve(app, settlementRoutes.getStatement, async ({ caller, params, language }) =>
    inMerchant(db, caller.merchantId, (tx) => statementView(tx, language, params.statementId)),
  )
  serve(app, settlementRoutes.statementTransfers, async ({ caller, params, query, language }) =>
    inMerchant(db, caller.merchantId, async (tx) => {
      const span = await statementSpan(tx, params.statementId)
      return transfersBetween(tx, language, { ...query, span }, query)
    }),
  )
  serve(app, settlementRoutes.confirmStatement, async ({ caller, key, params, language }) => {
    const { merchantId, staffId } = caller
    await confirmStatement(db, { merchantId, key, actor: actorOf(caller), staffId, ...params })
    return inMerchant(db, merchantId, (tx) => statementView(tx, language, params.statementId))
  })
  serve(app, settlementRoutes.statementFile, async ({ caller, params, query }) => {
    const view = await inMerchant(db, caller.merchantId, (tx) => statementView(tx, 'zh', params.statementId))
    const pdf = query.format === 'pdf'
    return new SentFile({
      name: `结算单-${view.merchantName}-${view.number}.${query.format}`,
      mediaType: pdf ? paperMediaType : sheetMediaType,
      content: pdf ? statementPaper(view, db.clock.now()) : statementSheet(view),
    })
  })
}
