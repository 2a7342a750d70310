import type { FastifyInstance } from 'fastify'
import { auditRoutes } from '@sesame/contract/staff'
import { inMerchant } from '../../kernel/db.ts'
import { listAuditEvents } from '../../reports/audit-events.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** The operation log, which is added to and never changed. */
export function auditEvents(app: FastifyInstance, { db }: Compose): void {
  serve(app, auditRoutes.listAuditEvents, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listAuditEvents(tx, query)),
  )
}
