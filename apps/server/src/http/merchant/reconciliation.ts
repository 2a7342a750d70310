import type { FastifyInstance } from 'fastify'
import { billRoutes } from '@sesame/contract/reconciliation'
import { serveBills } from '../bills.ts'
import type { Compose } from '../compose.ts'

/** The channels' bills against the merchant's books. */
export function reconciliation(app: FastifyInstance, compose: Compose): void {
  serveBills(app, compose, billRoutes)
}
