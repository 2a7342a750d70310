import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import { loginNameTaken } from './rules.ts'
import type { Attempt } from './rules.ts'

export type Login = {
  id: string
  loginName: string
  passwordHash: string
  mustChange: boolean
  failures: number
  lockedUntil: Date | null
  /** Since when a second factor is asked for; null: it is not. */
  secondFactorAt: Date | null
}

const columns = sql`id, login_name as "loginName", password_hash as "passwordHash",
  must_change as "mustChange", failures, locked_until as "lockedUntil",
  second_factor_at as "secondFactorAt"`

export async function findLogin(tx: GlobalTx, id: string): Promise<Login | undefined> {
  return tx.one(sql<Login>`select ${columns} from login where id = ${id}`)
}

export async function findLoginByName(tx: GlobalTx, loginName: string): Promise<Login | undefined> {
  return tx.one(sql<Login>`select ${columns} from login where login_name = ${loginName}`)
}

export async function lockLogin(tx: GlobalTx, id: string): Promise<Login | undefined> {
  return tx.one(sql<Login>`select ${columns} from login where id = ${id} for update`)
}

export async function insertLogin(
  tx: GlobalTx,
  login: { loginName: string; passwordHash: string; mustChange: boolean },
): Promise<string> {
  const id = tx.newId()
  const inserted = await tx.one(sql`
    insert into login (id, login_name, password_hash, must_change, created_at, password_changed_at)
    values (${id}, ${login.loginName}, ${login.passwordHash}, ${login.mustChange}, ${tx.now}, ${tx.now})
    on conflict (login_name) do nothing returning true`)
  if (!inserted) throw loginNameTaken({ loginName: login.loginName })
  return id
}

export async function markAttempt(
  tx: GlobalTx,
  id: string,
  { failures, lockedUntil }: Attempt,
): Promise<void> {
  await tx.query(sql`
    update login set failures = ${failures}, locked_until = ${lockedUntil} where id = ${id}`)
}

export async function setPassword(
  tx: GlobalTx,
  id: string,
  { passwordHash, mustChange }: { passwordHash: string; mustChange: boolean },
): Promise<void> {
  await tx.query(sql`
    update login set password_hash = ${passwordHash}, must_change = ${mustChange}, failures = 0,
      locked_until = null, password_changed_at = ${tx.now}
    where id = ${id}`)
}
