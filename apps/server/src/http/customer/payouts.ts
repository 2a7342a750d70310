import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import { shopRoutes } from '@sesame/contract/shop'
import { inMerchant } from '../../kernel/db.ts'
import { listPayoutsOfPerson } from '../../reports/payouts-of-person.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Who works for a shop sees here, as a person, what it pays them, and confirms it. */
export function payouts(app: FastifyInstance, { db, vault }: Compose): void {
  serve(app, shopRoutes.listMyPayouts, async ({ shop, caller }) => {
    assert(caller.kind === 'customer')
    return {
      items: await inMerchant(db, shop.merchantId, (tx) => listPayoutsOfPerson(tx, vault, caller.personId)),
    }
  })
}
