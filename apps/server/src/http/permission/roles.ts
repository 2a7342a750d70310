import type { FastifyInstance } from 'fastify'
import { permissionRoutes } from '@sesame/contract/operator'
import { editRoleTemplate } from '../../flows/access/edit-role-template.ts'
import { inReport } from '../../kernel/db.ts'
import {
  findRoleTemplate,
  listPlatforms,
  listRoleTemplates,
  permissionTreeOf,
} from '../../reports/permissions.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Platforms, what they offer, and the roles that merchants start with (B30). */
export function platforms(app: FastifyInstance, { db }: Compose): void {
  serve(app, permissionRoutes.listPlatforms, async () => ({ items: await inReport(db, listPlatforms) }))
  serve(app, permissionRoutes.permissionTree, async ({ params }) => ({
    items: await inReport(db, (read) => permissionTreeOf(read, params.platform)),
  }))
  serve(app, permissionRoutes.listRoleTemplates, async ({ params }) => ({
    items: await inReport(db, (read) => listRoleTemplates(read, params.platform)),
  }))
  serve(app, permissionRoutes.editRoleTemplate, async ({ caller, key, params, body }) => {
    await editRoleTemplate(db, { key, caller, ...params, ...body })
    return inReport(db, (read) => findRoleTemplate(read, params.roleTemplateId))
  })
}
