import type { FastifyInstance } from 'fastify'
import { operatorRoutes } from '@sesame/contract/operator'
import { createMerchant } from '../../flows/merchants/create-merchant.ts'
import { inGlobal, inReport } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import { listMerchantTypes } from '../../modules/merchant-type/index.ts'
import { getMerchantView } from '../../reports/operator.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Registering merchants, each with its first administrator. */
export function merchants(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  serve(app, operatorRoutes.listMerchantTypes, async () => {
    const types = await inGlobal(db, listMerchantTypes)
    return { items: types.filter((type) => type.enabled) }
  })
  serve(app, operatorRoutes.addMerchant, async ({ caller, key, body }) => {
    const { merchantId, temporaryPassword } = await createMerchant(compose, {
      key,
      actor: actorOf(caller),
      operatorId: caller.merchantId,
      ...body,
    })
    const merchant = await inReport(db, (read) => getMerchantView(read, merchantId))
    return { merchant, temporaryPassword }
  })
}
