import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { GlobalTx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import type { Login } from './store.ts'
import type { Proof } from './verify.ts'

const periodMilliseconds = 30_000

/** What authenticator apps expect (RFC 6238): SHA-1, six digits, half a minute. */
function generatorOf(secret: Secret, loginName: string): TOTP {
  return new TOTP({ issuer: '芝麻开门', label: loginName, secret, algorithm: 'SHA1', digits: 6, period: 30 })
}

const context = (loginId: string) => `second-factor ${loginId}`

/** A new secret, which counts for nothing until it is confirmed; one begun before is void. */
export async function beginSecondFactor(
  tx: GlobalTx,
  vault: Vault,
  login: Login,
): Promise<{ secret: string; uri: string }> {
  const secret = new Secret({ size: 20 })
  const sealed = vault.seal(secret.base32, context(login.id))
  await tx.query(sql`
    update login set second_factor_sealed = ${sealed}, second_factor_at = null, second_factor_step = 0
    where id = ${login.id}`)
  return { secret: secret.base32, uri: generatorOf(secret, login.loginName).toString() }
}

export async function confirmSecondFactor(tx: GlobalTx, loginId: string): Promise<void> {
  await tx.query(sql`update login set second_factor_at = ${tx.now} where id = ${loginId}`)
}

export async function dropSecondFactor(tx: GlobalTx, loginId: string): Promise<void> {
  await tx.query(sql`
    update login set second_factor_sealed = null, second_factor_at = null, second_factor_step = 0
    where id = ${loginId}`)
  await tx.query(sql`delete from recovery_code where login_id = ${loginId}`)
}

/**
 * True for a code of the app that is of this half minute or one beside it, and later than the last accepted
 * one. The caller holds the login's row.
 */
export async function takeAppCode(tx: GlobalTx, vault: Vault, login: Login, code: string): Promise<boolean> {
  const kept = await tx.one(sql<{ sealed: Buffer | null; step: bigint }>`
    select second_factor_sealed as sealed, second_factor_step as step from login where id = ${login.id}`)
  if (!kept?.sealed) return false
  const secret = Secret.fromBase32(vault.open(kept.sealed, context(login.id)).toString('utf8'))
  const timestamp = tx.now.getTime()
  const delta = generatorOf(secret, login.loginName).validate({ token: code, timestamp, window: 1 })
  if (delta === null) return false
  const step = Math.floor(timestamp / periodMilliseconds) + delta
  if (BigInt(step) <= kept.step) return false
  await tx.query(sql`update login set second_factor_step = ${step} where id = ${login.id}`)
  return true
}

/** How a login proves itself beyond the password, where it has a second factor. */
export function proofByCode(vault: Vault, code: string | undefined) {
  return async (tx: GlobalTx, login: Login): Promise<Proof> => {
    if (!login.secondFactorAt) return 'right'
    if (code === undefined) return 'missing'
    const typed = code.replaceAll(/[\s-]/g, '').toLowerCase()
    const isAppCode = /^\d{6}$/.test(typed)
    const isRight = isAppCode
      ? await takeAppCode(tx, vault, login, typed)
      : await takeRecoveryCode(tx, login.id, typed)
    return isRight ? 'right' : 'wrong'
  }
}
