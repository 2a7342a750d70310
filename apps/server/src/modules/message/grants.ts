import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'

export type Grant = { customerId: string; appId: string; templateId: string }

/** Each time the customer says yes to a template, one message may be sent. */
export async function insertGrants(tx: Tx, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return
  const rows = grants.map(
    ({ customerId, appId, templateId }) =>
      sql`(${tx.merchantId}::uuid, ${tx.newId()}::uuid, ${customerId}::uuid, ${appId}, ${templateId},
        ${tx.now}::timestamptz)`,
  )
  await tx.query(sql`
    insert into message_grant (merchant_id, id, customer_id, app_id, template_id, created_at)
    values ${sql.join(rows)}`)
}

/** Uses up the oldest open one; false when there is none. Two messages never use the same. */
export async function spendGrant(tx: Tx, { customerId, appId, templateId }: Grant): Promise<boolean> {
  const used = await tx.one(sql`
    update message_grant set used_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = (
      select id from message_grant
      where merchant_id = ${tx.merchantId} and customer_id = ${customerId} and app_id = ${appId}
        and template_id = ${templateId} and used_at is null
      order by id limit 1 for update skip locked)
    returning true`)
  return used !== undefined
}
