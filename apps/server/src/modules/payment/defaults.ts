import { sql } from 'kysely'
import type { Static } from '@sesame/contract/schema'
import type { ChosenMethod as ChosenMethodSchema } from '@sesame/contract/channels'
import type { Tx } from '../../kernel/db.ts'

export type ChosenMethod = Static<typeof ChosenMethodSchema>
export type PaymentDefault = { method: ChosenMethod; channelAccountId: string; appId: string | null }

/** Which account a method goes by where several could carry it. */
export async function listDefaults(tx: Tx): Promise<PaymentDefault[]> {
  return tx.query(sql<PaymentDefault>`
    select method, channel_account_id as "channelAccountId", app_id as "appId" from payment_default
    where merchant_id = ${tx.merchantId} order by method`)
}

export async function saveDefault(tx: Tx, chosen: PaymentDefault): Promise<void> {
  await tx.query(sql`
    insert into payment_default (merchant_id, method, channel_account_id, app_id, updated_at)
    values (${tx.merchantId}, ${chosen.method}, ${chosen.channelAccountId}, ${chosen.appId}, ${tx.now})
    on conflict (merchant_id, method) do update
      set channel_account_id = excluded.channel_account_id, app_id = excluded.app_id, updated_at = excluded.updated_at`)
}

export async function clearDefault(tx: Tx, method: ChosenMethod): Promise<void> {
  await tx.query(sql`
    delete from payment_default where merchant_id = ${tx.merchantId} and method = ${method}`)
}
