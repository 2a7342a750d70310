import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import { certificatesOf } from './certificates.ts'
import { channelAccountNotFound } from './rules.ts'
import type { OperatorAccount } from './types.ts'

const selected = sql`
  select id, provider, name, merchant_number as "merchantNumber", app_id as "appId",
    sub_merchant_number as "subMerchantNumber", partner_app_id as "partnerAppId", enabled, id as "keyHolderId",
    keys_sealed as "keysSealed", key_fingerprints as fingerprints, ${certificatesOf(sql`operator_channel_account.id`)},
    created_at as "createdAt"
  from operator_channel_account`

export async function findOperatorAccount(tx: GlobalTx, id: string): Promise<OperatorAccount | undefined> {
  return tx.one(sql<OperatorAccount>`${selected} where id = ${id}`)
}

export async function getOperatorAccount(tx: GlobalTx, id: string): Promise<OperatorAccount> {
  const account = await findOperatorAccount(tx, id)
  if (!account) throw channelAccountNotFound()
  return account
}

export async function lockOperatorAccount(tx: GlobalTx, id: string): Promise<OperatorAccount> {
  await tx.query(sql`select from operator_channel_account where id = ${id} for update`)
  return getOperatorAccount(tx, id)
}

export async function insertOperatorAccount(
  tx: GlobalTx,
  account: Omit<OperatorAccount, 'createdAt' | 'keyHolderId' | 'certificates'>,
): Promise<void> {
  await tx.query(sql`
    insert into operator_channel_account (id, provider, name, merchant_number, app_id, sub_merchant_number,
      partner_app_id, keys_sealed, key_fingerprints, enabled, created_at, updated_at)
    values (${account.id}, ${account.provider}, ${account.name}, ${account.merchantNumber}, ${account.appId},
      ${account.subMerchantNumber}, ${account.partnerAppId}, ${account.keysSealed},
      ${JSON.stringify(account.fingerprints)}::jsonb, ${account.enabled}, ${tx.now}, ${tx.now})`)
}

export async function updateOperatorAccount(tx: GlobalTx, account: OperatorAccount): Promise<void> {
  await tx.query(sql`
    update operator_channel_account set name = ${account.name}, enabled = ${account.enabled},
      merchant_number = ${account.merchantNumber}, app_id = ${account.appId},
      sub_merchant_number = ${account.subMerchantNumber}, partner_app_id = ${account.partnerAppId},
      keys_sealed = ${account.keysSealed}, key_fingerprints = ${JSON.stringify(account.fingerprints)}::jsonb,
      updated_at = ${tx.now}
    where id = ${account.id}`)
}

/** Once merchants use it, payments over it may exist anywhere. */
export async function isGranted(tx: GlobalTx, id: string): Promise<boolean> {
  const row = await tx.one(sql`select from channel_account_address where operator_account_id = ${id} limit 1`)
  return row !== undefined
}
