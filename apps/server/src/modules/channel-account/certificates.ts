import { sql } from 'kysely'
import type { GlobalTx, Sql } from '../../kernel/db.ts'
import type { PlatformKey } from './types.ts'

export type NewCertificate = { serial: string; pem: string; effectiveAt: Date; expiresAt: Date }

/** Part of a select: what was downloaded for this account, as the column `certificates`. */
export function certificatesOf(accountId: Sql<unknown>): Sql<unknown> {
  return sql`coalesce((select jsonb_agg(jsonb_build_object('serial', c.serial, 'pem', c.pem)
    order by c.effective_at desc, c.serial) from platform_certificate c where c.account_id = ${accountId}), '[]')
    as certificates`
}

export async function listCertificates(tx: GlobalTx, accountId: string): Promise<PlatformKey[]> {
  return tx.query(sql<PlatformKey>`
    select serial, pem from platform_certificate where account_id = ${accountId} order by effective_at desc, serial`)
}

/** False when somebody asked within the last minute, or is asking right now. */
export async function claimRefresh(
  tx: GlobalTx,
  accountId: string,
  { secondsMin }: { secondsMin: number },
): Promise<boolean> {
  const row = await tx.one(sql`
    insert into certificate_refresh (account_id, asked_at) values (${accountId}, ${tx.now})
    on conflict (account_id) do update set asked_at = ${tx.now}
      where certificate_refresh.asked_at <= ${new Date(tx.now.getTime() - secondsMin * 1000)}
    returning true`)
  return row !== undefined
}

/** Adds what is new and lets go of what has ended; what the channel does not list any more stays until then. */
export async function saveCertificates(
  tx: GlobalTx,
  accountId: string,
  certificates: readonly NewCertificate[],
): Promise<void> {
  await tx.query(sql`
    delete from platform_certificate where account_id = ${accountId} and expires_at <= ${tx.now}`)
  for (const { serial, pem, effectiveAt, expiresAt } of certificates)
    await tx.query(sql`
      insert into platform_certificate (account_id, serial, pem, effective_at, expires_at, created_at)
      values (${accountId}, ${serial}, ${pem}, ${effectiveAt}, ${expiresAt}, ${tx.now})
      on conflict (account_id, serial) do nothing`)
  await noteRefresh(tx, accountId, null)
}

export async function noteRefresh(tx: GlobalTx, accountId: string, problem: string | null): Promise<void> {
  await tx.query(sql`update certificate_refresh set problem = ${problem} where account_id = ${accountId}`)
}

/** Every account at WeChat Pay, whoever's it is: `merchantId` is null for the operator's. */
export async function listKeyHolders(
  tx: GlobalTx,
  after: string,
  limit: number,
): Promise<{ id: string; merchantId: string | null }[]> {
  return tx.query(sql<{ id: string; merchantId: string | null }>`
    select id, "merchantId" from (
      select channel_account_id as id, merchant_id as "merchantId" from channel_account_address
      where provider = 'wechat-pay' and operator_account_id is null
      union all select id, null from operator_channel_account where provider = 'wechat-pay') holders
    where id > ${after}::uuid order by id limit ${limit}`)
}
