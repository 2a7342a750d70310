import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'

/** Which of an app's message templates tells of which event. */
export type Template = { appId: string; event: string; templateId: string }

export async function listTemplates(tx: Tx): Promise<Template[]> {
  return tx.query(sql<Template>`
    select app_id as "appId", event, template_id as "templateId" from message_template
    where merchant_id = ${tx.merchantId} order by app_id, event`)
}

export async function saveTemplates(
  tx: Tx,
  appId: string,
  templates: readonly Omit<Template, 'appId'>[],
): Promise<void> {
  await tx.query(sql`
    delete from message_template where merchant_id = ${tx.merchantId} and app_id = ${appId}`)
  const chosen = new Map(templates.map(({ event, templateId }) => [event, templateId]))
  if (chosen.size === 0) return
  const rows = [...chosen].map(
    ([event, templateId]) => sql`(${tx.merchantId}::uuid, ${appId}, ${event}, ${templateId})`,
  )
  await tx.query(sql`
    insert into message_template (merchant_id, app_id, event, template_id) values ${sql.join(rows)}`)
}
