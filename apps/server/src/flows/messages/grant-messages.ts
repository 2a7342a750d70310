import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { appNotFound, findApp, listTemplates } from '../../modules/app/index.ts'
import { insertGrants } from '../../modules/message/index.ts'

export type GrantMessages = {
  merchantId: string
  key: string
  actor: Actor
  customerId: string
  appId: string
  templateIds: readonly string[]
}

/** What the person accepted in the app's dialog. Templates that the merchant does not use are passed over. */
export async function grantMessages(db: Db, input: GrantMessages): Promise<{ done: true }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'grant-messages', input, async () => {
      const { customerId, appId, templateIds } = input
      if (!(await findApp(tx, appId))) throw appNotFound({ appId })
      const known = new Set(
        (await listTemplates(tx)).filter((one) => one.appId === appId).map(({ templateId }) => templateId),
      )
      const accepted = [...new Set(templateIds)].filter((id) => known.has(id))
      await insertGrants(
        tx,
        accepted.map((templateId) => ({ customerId, appId, templateId })),
      )
      return { done: true as const }
    }),
  )
}
