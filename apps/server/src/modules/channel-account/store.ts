import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../kernel/db.ts'
import { certificatesOf } from './certificates.ts'
import { channelAccountNotFound } from './rules.ts'
import type { ChannelAccount, Provider } from './types.ts'

/** What the operator's account says goes before what the row itself says: it has the number and the keys. */
const selected = sql`
  select a.id, a.provider, coalesce(o.name, a.name) as name, a.custody, a.operator_account_id as "operatorAccountId",
    coalesce(o.merchant_number, a.merchant_number) as "merchantNumber", coalesce(o.app_id, a.app_id) as "appId",
    coalesce(o.sub_merchant_number, a.sub_merchant_number) as "subMerchantNumber",
    coalesce(o.partner_app_id, a.partner_app_id) as "partnerAppId",
    a.enabled and coalesce(o.enabled, true) as enabled,
    coalesce(o.id, a.id) as "keyHolderId", coalesce(o.keys_sealed, a.keys_sealed) as "keysSealed",
    coalesce(o.key_fingerprints, a.key_fingerprints) as fingerprints, ${certificatesOf(sql`coalesce(o.id, a.id)`)},
    a.created_at as "createdAt"
  from channel_account a left join operator_channel_account o on o.id = a.operator_account_id`

export async function findChannelAccount(tx: Tx, id: string): Promise<ChannelAccount | undefined> {
  return tx.one(sql<ChannelAccount>`${selected} where a.merchant_id = ${tx.merchantId} and a.id = ${id}`)
}

export async function getChannelAccount(tx: Tx, id: string): Promise<ChannelAccount> {
  const account = await findChannelAccount(tx, id)
  if (!account) throw channelAccountNotFound()
  return account
}

export async function lockChannelAccount(tx: Tx, id: string): Promise<ChannelAccount> {
  await tx.query(sql`
    select from channel_account where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  return getChannelAccount(tx, id)
}

/** A merchant has a handful, so all of them are answered, the oldest first. */
export async function listChannelAccounts(tx: Tx): Promise<ChannelAccount[]> {
  return tx.query(sql<ChannelAccount>`
    ${selected} where a.merchant_id = ${tx.merchantId} order by a.created_at, a.id limit 100`)
}

export type NewChannelAccount = Omit<
  ChannelAccount,
  'createdAt' | 'keysSealed' | 'keyHolderId' | 'certificates'
> & { keysSealed: Buffer | null }

/**
 * With its address, by which a notice finds it before any merchant is known. False when the merchant may use this
 * account of the operator's already.
 */
export async function insertChannelAccount(tx: Tx, account: NewChannelAccount): Promise<boolean> {
  const row = await tx.one(sql`
    insert into channel_account (merchant_id, id, provider, name, custody, operator_account_id, merchant_number,
      app_id, sub_merchant_number, partner_app_id, keys_sealed, key_fingerprints, enabled, created_at, updated_at)
    values (${tx.merchantId}, ${account.id}, ${account.provider}, ${account.name}, ${account.custody},
      ${account.operatorAccountId}, ${account.merchantNumber}, ${account.appId}, ${account.subMerchantNumber},
      ${account.partnerAppId}, ${account.keysSealed}, ${JSON.stringify(account.fingerprints)}::jsonb,
      ${account.enabled}, ${tx.now}, ${tx.now})
    on conflict (merchant_id, operator_account_id) do nothing returning true`)
  if (!row) return false
  await tx.query(sql`
    insert into channel_account_address (channel_account_id, merchant_id, provider, operator_account_id)
    values (${account.id}, ${tx.merchantId}, ${account.provider}, ${account.operatorAccountId})`)
  return true
}

/** Only of an account of the merchant's own. */
export async function updateChannelAccount(tx: Tx, account: ChannelAccount): Promise<void> {
  await tx.query(sql`
    update channel_account set name = ${account.name}, enabled = ${account.enabled},
      merchant_number = ${account.merchantNumber}, app_id = ${account.appId},
      sub_merchant_number = ${account.subMerchantNumber}, partner_app_id = ${account.partnerAppId},
      keys_sealed = ${account.keysSealed}, key_fingerprints = ${JSON.stringify(account.fingerprints)}::jsonb,
      updated_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${account.id} and operator_account_id is null`)
}

export async function enableChannelAccount(tx: Tx, id: string, enabled: boolean): Promise<void> {
  await tx.query(sql`
    update channel_account set enabled = ${enabled}, updated_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export type ChannelAddress = { merchantId: string; provider: Provider }

export async function findChannelAddress(tx: GlobalTx, id: string): Promise<ChannelAddress | undefined> {
  return tx.one(sql<ChannelAddress>`
    select merchant_id as "merchantId", provider from channel_account_address where channel_account_id = ${id}`)
}

/** The row by which a merchant uses an account of the operator's, whether it still may or not. */
export async function findGranted(
  tx: GlobalTx,
  of: { operatorAccountId: string; merchantId: string },
): Promise<string | undefined> {
  const row = await tx.one(sql<{ id: string }>`
    select channel_account_id as id from channel_account_address
    where operator_account_id = ${of.operatorAccountId} and merchant_id = ${of.merchantId}`)
  return row?.id
}
