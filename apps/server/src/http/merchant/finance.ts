import type { FastifyInstance } from 'fastify'
import { financeRoutes } from '@sesame/contract/finance'
import { sheetMediaType } from '../../files/sheet.ts'
import { inMerchant } from '../../kernel/db.ts'
import { listDayFlows } from '../../reports/day-flows.ts'
import { readTransit } from '../../reports/transit.ts'
import { listVoucherRows, voucherRows, vouchersSheet } from '../../reports/vouchers.ts'
import type { Compose } from '../compose.ts'
import { SentFile } from '../sent-file.ts'
import { serve } from '../serve.ts'

/** What the merchant's finance looks at every day, and what its accountant takes away. */
export function finance(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  serve(app, financeRoutes.listDays, async ({ caller, query, language }) =>
    inMerchant(db, caller.merchantId, (tx) => listDayFlows(tx, language, query)),
  )
  serve(app, financeRoutes.transit, async ({ caller, language }) =>
    inMerchant(db, caller.merchantId, (tx) => readTransit(tx, language)),
  )
  serve(app, financeRoutes.listVoucherRows, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listVoucherRows(tx, query)),
  )
  serve(app, financeRoutes.vouchersFile, async ({ caller, query }) => {
    const rows = await inMerchant(db, caller.merchantId, (tx) => voucherRows(tx, query))
    const days = [rows[0]?.day, rows.at(-1)?.day].filter(Boolean).join('-')
    return new SentFile({
      name: `会计凭证-${days}.xlsx`,
      mediaType: sheetMediaType,
      content: vouchersSheet(rows),
    })
  })
}
