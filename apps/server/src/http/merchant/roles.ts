import type { FastifyInstance } from 'fastify'
import { roleRoutes } from '@sesame/contract/staff'
import { addRole, editRole, removeRole } from '../../flows/access/save-role.ts'
import { inMerchant } from '../../kernel/db.ts'
import { listRoles } from '../../modules/role/index.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** What a merchant's people may do: roles with permissions and a data scope. */
export function roles(app: FastifyInstance, { db }: Compose): void {
  serve(app, roleRoutes.listRoles, async ({ caller }) => ({
    items: await inMerchant(db, caller.merchantId, (tx) => listRoles(tx, 'merchant')),
  }))
  serve(app, roleRoutes.addRole, async ({ caller, key, body }) => addRole(db, { key, caller, ...body }))
  serve(app, roleRoutes.editRole, async ({ caller, key, params, body }) =>
    editRole(db, { key, caller, ...params, ...body }),
  )
  serve(app, roleRoutes.removeRole, async ({ caller, key, params }) => {
    await removeRole(db, { key, caller, ...params })
    return { done: true }
  })
}
