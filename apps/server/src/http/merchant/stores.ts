import type { FastifyInstance } from 'fastify'
import { storeRoutes } from '@sesame/contract/staff'
import { addStore, editStore, showStores } from '../../flows/stores/save-store.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Where a merchant sells. */
export function stores(app: FastifyInstance, { db }: Compose): void {
  serve(app, storeRoutes.listStores, async ({ caller }) => ({
    items: await showStores(db, caller.merchantId),
  }))
  serve(app, storeRoutes.addStore, async ({ caller, key, body }) => addStore(db, { key, caller, ...body }))
  serve(app, storeRoutes.editStore, async ({ caller, key, params, body }) =>
    editStore(db, { key, caller, ...params, ...body }),
  )
}
