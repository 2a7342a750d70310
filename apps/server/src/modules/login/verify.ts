import { inGlobal } from '../../kernel/db.ts'
import type { Db, GlobalTx } from '../../kernel/db.ts'
import { recordLogin } from './events.ts'
import type { LoginOutcome, Visit } from './events.ts'
import { isPassword } from './passwords.ts'
import { afterFailure, isLocked, loginLocked, secondFactorNeeded, secondFactorRefused } from './rules.ts'
import { findLogin, findLoginByName, lockLogin, markAttempt } from './store.ts'
import type { Login } from './store.ts'

export type Proof = 'right' | 'wrong' | 'missing'

export type Claim = {
  loginName: string
  password: string
  /** What must hold beside the password; asked only when that is right, under the login's lock. */
  proof?: ((tx: GlobalTx, login: Login) => Promise<Proof>) | undefined
  /** Somebody wants to come in: tries that fail are recorded. */
  visit?: Visit
}

type ProofOf = NonNullable<Claim['proof']>
type Verdict = { login: Login } | { failed: LoginOutcome; lockedUntil?: Date; now: Date } | 'needs-proof'

/**
 * The login, when name, password and proof belong together. The count of failures is committed before anything
 * is refused; five in a row lock the login for a quarter of an hour, whoever asks.
 */
export async function verifyPassword(db: Db, claim: Claim): Promise<Login | undefined> {
  const login = await inGlobal(db, (tx) => findLoginByName(tx, claim.loginName))
  const right = await isPassword(claim.password, login?.passwordHash)
  if (!login) return undefined

  return answer(
    await inGlobal(db, async (tx) => {
      const verdict = await judge(tx, login, right, claim.proof)
      if (claim.visit && typeof verdict === 'object' && 'failed' in verdict)
        await recordLogin(tx, login.id, { ...claim.visit, outcome: verdict.failed })
      return verdict
    }),
  )
}

/** Only the proof, of somebody whose password is known to be right; wrong ones count all the same. */
export async function checkProof(db: Db, loginId: string, proof: ProofOf): Promise<void> {
  const verdict = await inGlobal(db, async (tx) => {
    const login = (await findLogin(tx, loginId))!
    return judge(tx, login, true, proof)
  })
  answer(verdict)
}

function answer(verdict: Verdict): Login | undefined {
  if (verdict === 'needs-proof') throw secondFactorNeeded()
  if ('login' in verdict) return verdict.login
  if (verdict.lockedUntil)
    throw loginLocked({
      retryAfterSeconds: Math.ceil((verdict.lockedUntil.getTime() - verdict.now.getTime()) / 1000),
    })
  if (verdict.failed === 'wrong-code') throw secondFactorRefused()
  return undefined
}

async function judge(
  tx: GlobalTx,
  known: Login,
  right: boolean,
  proof: ProofOf | undefined,
): Promise<Verdict> {
  const latest = (await lockLogin(tx, known.id))!
  const { now } = tx
  // Checked under the lock: guesses that were sent together are counted one after another.
  if (isLocked(latest, now)) return { failed: 'locked', lockedUntil: latest.lockedUntil!, now }
  if (!right || latest.passwordHash !== known.passwordHash) {
    await markAttempt(tx, known.id, afterFailure(latest, now))
    return { failed: 'wrong-password', now }
  }
  const proven = proof ? await proof(tx, latest) : 'right'
  // The right password alone forgives no failure, or codes could be guessed without end.
  if (proven === 'missing') return 'needs-proof'
  if (proven === 'wrong') {
    await markAttempt(tx, known.id, afterFailure(latest, now))
    return { failed: 'wrong-code', now }
  }
  await markAttempt(tx, known.id, { failures: 0, lockedUntil: null })
  return { login: latest }
}
