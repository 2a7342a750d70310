import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../kernel/db.ts'
import { domainCheckWrong } from './rules.ts'

const file = /^MP_verify_([0-9A-Za-z]{16})\.txt$/

/** The file holds what its name says and nothing else: no word of anybody's is ever served from here. */
export function codeOf(name: string, content: string): string {
  const code = file.exec(name)?.[1]
  if (code === undefined || content.trim() !== code) throw domainCheckWrong({ name })
  return code
}

/** False when it is in use, by this app or by another merchant's. */
export async function insertDomainCheck(
  tx: Tx,
  { code, appId }: { code: string; appId: string },
): Promise<boolean> {
  const row = await tx.one(sql`
    insert into domain_check (code, merchant_id, app_id, created_at)
    values (${code}, ${tx.merchantId}, ${appId}, ${tx.now}) on conflict do nothing returning true`)
  return row !== undefined
}

export async function deleteDomainCheck(
  tx: Tx,
  { name, appId }: { name: string; appId: string },
): Promise<void> {
  const code = file.exec(name)?.[1] ?? ''
  await tx.query(sql`
    delete from domain_check where code = ${code} and merchant_id = ${tx.merchantId} and app_id = ${appId}`)
}

/** What a file of this name holds; undefined when nobody has it. */
export async function findDomainCheck(tx: GlobalTx, name: string): Promise<string | undefined> {
  const code = file.exec(name)?.[1]
  if (code === undefined) return undefined
  const row = await tx.one(sql<{ code: string }>`select code from domain_check where code = ${code}`)
  return row?.code
}
