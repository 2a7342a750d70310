import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { isPassword } from './passwords.ts'
import { afterFailure, isLocked, loginLocked } from './rules.ts'
import { findLoginByName, lockLogin, markAttempt } from './store.ts'
import type { Login } from './store.ts'

/**
 * The login, when name and password belong together. The count of failures is committed before anything is
 * refused; five in a row lock the login for a quarter of an hour, whoever asks.
 */
export async function verifyPassword(
  db: Db,
  { loginName, password }: { loginName: string; password: string },
): Promise<Login | undefined> {
  const login = await inGlobal(db, (tx) => findLoginByName(tx, loginName))
  const right = await isPassword(password, login?.passwordHash)
  if (!login) return undefined

  const outcome = await inGlobal(db, async (tx) => {
    const latest = (await lockLogin(tx, login.id))!
    // Checked under the lock: guesses that were sent together are counted one after another.
    if (isLocked(latest, tx.now)) return { lockedUntil: latest.lockedUntil!, now: tx.now }
    const changed = latest.passwordHash !== login.passwordHash
    if (right && !changed) {
      await markAttempt(tx, login.id, { failures: 0, lockedUntil: null })
      return { login: latest }
    }
    await markAttempt(tx, login.id, afterFailure(latest, tx.now))
    return {}
  })
  if (outcome.lockedUntil)
    throw loginLocked({
      retryAfterSeconds: Math.ceil((outcome.lockedUntil.getTime() - outcome.now.getTime()) / 1000),
    })
  return outcome.login
}
