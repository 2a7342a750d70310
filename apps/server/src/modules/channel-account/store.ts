import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../kernel/db.ts'
import { channelAccountNotFound } from './rules.ts'
import type { ChannelAccount, Provider } from './types.ts'

const columns = sql`id, provider, name, custody, merchant_number as "merchantNumber", app_id as "appId", enabled,
  keys_sealed as "keysSealed", key_fingerprints as fingerprints, created_at as "createdAt"`

export async function findChannelAccount(tx: Tx, id: string): Promise<ChannelAccount | undefined> {
  return tx.one(sql<ChannelAccount>`
    select ${columns} from channel_account where merchant_id = ${tx.merchantId} and id = ${id}`)
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
    select ${columns} from channel_account where merchant_id = ${tx.merchantId} order by created_at, id limit 100`)
}

/** With its address, by which a notice finds it before any merchant is known. */
export async function insertChannelAccount(
  tx: Tx,
  account: Omit<ChannelAccount, 'createdAt'>,
): Promise<void> {
  await tx.query(sql`
    insert into channel_account (merchant_id, id, provider, name, custody, merchant_number, app_id, keys_sealed,
      key_fingerprints, enabled, created_at, updated_at)
    values (${tx.merchantId}, ${account.id}, ${account.provider}, ${account.name}, ${account.custody},
      ${account.merchantNumber}, ${account.appId}, ${account.keysSealed},
      ${JSON.stringify(account.fingerprints)}::jsonb, ${account.enabled}, ${tx.now}, ${tx.now})`)
  await tx.query(sql`
    insert into channel_account_address (channel_account_id, merchant_id, provider)
    values (${account.id}, ${tx.merchantId}, ${account.provider})`)
}

export async function updateChannelAccount(tx: Tx, account: ChannelAccount): Promise<void> {
  await tx.query(sql`
    update channel_account set name = ${account.name}, enabled = ${account.enabled},
      merchant_number = ${account.merchantNumber}, app_id = ${account.appId},
      keys_sealed = ${account.keysSealed}, key_fingerprints = ${JSON.stringify(account.fingerprints)}::jsonb,
      updated_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${account.id}`)
}

export type ChannelAddress = { merchantId: string; provider: Provider }

export async function findChannelAddress(tx: GlobalTx, id: string): Promise<ChannelAddress | undefined> {
  return tx.one(sql<ChannelAddress>`
    select merchant_id as "merchantId", provider from channel_account_address where channel_account_id = ${id}`)
}
