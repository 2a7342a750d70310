import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import { readableWord } from './rules.ts'

const codesMade = 10

const hashOf = (loginId: string, code: string) =>
  createHash('sha256').update(`${loginId} ${code}`).digest('hex')

/** Ten codes for whoever lost the phone, each good once; those made before are void. Shown only now. */
export async function renewRecoveryCodes(tx: GlobalTx, loginId: string): Promise<string[]> {
  const codes = Array.from({ length: codesMade }, () => `${readableWord(5)}${readableWord(5)}`)
  await tx.query(sql`delete from recovery_code where login_id = ${loginId}`)
  await tx.query(sql`
    insert into recovery_code (login_id, code_hash, created_at)
    select ${loginId}, hash, ${tx.now} from unnest(${codes.map((code) => hashOf(loginId, code))}::text[]) as hash`)
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

export async function takeRecoveryCode(tx: GlobalTx, loginId: string, code: string): Promise<boolean> {
  const taken = await tx.one(sql`
    update recovery_code set used_at = ${tx.now}
    where login_id = ${loginId} and code_hash = ${hashOf(loginId, code)} and used_at is null returning true`)
  return taken !== undefined
}

export async function countRecoveryCodes(tx: GlobalTx, loginId: string): Promise<number> {
  const row = await tx.one(sql<{ left: number }>`
    select count(*)::integer as left from recovery_code where login_id = ${loginId} and used_at is null`)
  return row?.left ?? 0
}
