import { audit } from '../../kernel/audit.ts'
import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db, GlobalTx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { Scope, StaffCaller } from '../../modules/access/index.ts'
import { listMerchantIds } from '../../modules/merchant/index.ts'
import {
  checkHead,
  checkPermissions,
  followTemplate,
  listTemplates,
  lockTemplate,
  templateNotFound,
  updateTemplate,
} from '../../modules/role/index.ts'
import type { Template } from '../../modules/role/index.ts'

export type EditRoleTemplate = {
  key: string
  caller: StaffCaller
  roleTemplateId: string
  scope?: Scope | undefined
  permissions?: readonly string[] | undefined
  secondFactor?: boolean | undefined
}

/** What new merchants start with; the preset roles of all others follow at once, one merchant after another. */
export async function editRoleTemplate(db: Db, input: EditRoleTemplate): Promise<void> {
  const { key, caller, roleTemplateId, scope, permissions, secondFactor } = input
  const actor = actorOf(caller)
  const template = await inMerchant(db, caller.merchantId, (tx) =>
    once(
      tx,
      'edit-role-template',
      { key, actor, roleTemplateId, scope, permissions, secondFactor },
      async () => {
        const before = await lockTemplate(tx, roleTemplateId)
        if (!before) throw templateNotFound()
        const after: Template = {
          ...before,
          scope: scope ?? before.scope,
          permissions: permissions ? [...new Set(permissions)] : before.permissions,
          secondFactor: secondFactor ?? before.secondFactor,
        }
        checkPermissions(after.platform, after.permissions)
        if (await isHead(tx, after)) checkHead(after)
        await updateTemplate(tx, after)
        await audit(tx, {
          actor,
          action: 'role-template.edited',
          subjectKind: 'role-template',
          subjectId: roleTemplateId,
          before: seen(before),
          after: seen(after),
        })
        return after
      },
    ),
  )
  const kind = template.platform === 'merchant' ? 'merchant' : 'operator'
  for (const merchantId of await inGlobal(db, (tx) => listMerchantIds(tx, kind)))
    await inMerchant(db, merchantId, (tx) => followTemplate(tx, template))
}

async function isHead(tx: GlobalTx, template: Template): Promise<boolean> {
  const [head] = await listTemplates(tx, template.platform)
  return head?.id === template.id
}

function seen({ scope, permissions, secondFactor }: Template): object {
  return { scope, permissions, secondFactor }
}
