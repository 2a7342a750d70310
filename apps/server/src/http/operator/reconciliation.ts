import type { FastifyInstance } from 'fastify'
import { operatorBillRoutes } from '@sesame/contract/reconciliation'
import { serveBills } from '../bills.ts'
import type { Compose } from '../compose.ts'

/** The bills of the operator's accounts: what of them belongs to no merchant is in its own books. */
export function reconciliation(app: FastifyInstance, compose: Compose): void {
  serveBills(app, compose, operatorBillRoutes)
}
