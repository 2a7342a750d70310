import { inGlobal } from '../../kernel/db.ts'
import type { Db, GlobalTx } from '../../kernel/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import type { Vault } from '../../kernel/secrets.ts'
import type { CustomerCaller, KnownBy } from '../../modules/access/index.ts'
import { codeExpired, codeWrong, lockMobile, tryCode } from '../../modules/one-time-code/index.ts'
import type { Tried } from '../../modules/one-time-code/index.ts'
import {
  bindMobile,
  identityOf,
  joinPersons,
  personOfIdentity,
  personOfMobile,
} from '../../modules/person/index.ts'
import type { Bound, VerifiedMobile, Vouch } from '../../modules/person/index.ts'
import { addKnownBy, moveSessions, openSession } from '../../modules/session/index.ts'

type Parts = { db: Db; vault: Vault }
type Visit = { ip: string; agent: string }
export type Entered = { token: string }

/** By a mobile and the code that was sent to it. The code is spent, right or wrong, before anything is refused. */
export async function enterByMobile(
  { db, vault }: Parts,
  { mobile, code, ip, agent }: Visit & { mobile: string; code: string },
): Promise<Entered> {
  const verified = verifiedMobile(vault, mobile)
  const outcome = await inGlobal(db, async (tx) => {
    await lockMobile(tx, verified.fingerprint)
    const tried = await tryCode(tx, verified.fingerprint, code)
    if (tried !== 'right') return { tried }
    const personId = await personOfMobile(tx, verified)
    const { token } = await openSession(tx, {
      platform: 'customer',
      personId,
      knownBy: ['mobile'],
      ip,
      agent,
    })
    return { tried, token }
  })
  checkTried(outcome.tried)
  return { token: outcome.token! }
}

export type Vouched = Vouch & {
  knownBy: KnownBy
  /** Verified by the channel itself. */
  mobile?: string | undefined
}

/**
 * By an app whose channel says who it is, and perhaps with which mobile. Who is logged in already (`current`)
 * and goes out only to be known there as well stays who they are.
 */
export async function enterByChannel(
  { db, vault }: Parts,
  {
    knownBy,
    mobile,
    current,
    ip,
    agent,
    ...vouched
  }: Visit & Vouched & { current?: CustomerCaller | undefined },
): Promise<Entered> {
  const verified = mobile === undefined ? undefined : verifiedMobile(vault, mobile)
  return inGlobal(db, async (tx) => {
    if (verified) await lockMobile(tx, verified.fingerprint)
    let personId = await personOfIdentity(tx, identityOf(vault, vouched))
    const words = new Set<KnownBy>([knownBy])
    if (current) {
      const joined = await joinPersons(tx, { currentId: current.personId, vouchedId: personId })
      await follow(tx, joined)
      if (joined.changed || current.personId === personId) current.knownBy.forEach((word) => words.add(word))
      personId = joined.personId
    }
    if (verified) {
      const bound = await bindMobile(tx, personId, verified)
      await follow(tx, bound)
      personId = bound.personId
      words.add('mobile')
    }
    return openSession(tx, { platform: 'customer', personId, knownBy: [...words], ip, agent })
  })
}

/** Somebody who came in by a channel verifies a mobile; the session goes on as whoever they turn out to be. */
export async function bindOwnMobile(
  { db, vault }: Parts,
  { caller, mobile, code }: { caller: CustomerCaller; mobile: string; code: string },
): Promise<void> {
  const verified = verifiedMobile(vault, mobile)
  const tried = await inGlobal(db, async (tx) => {
    await lockMobile(tx, verified.fingerprint)
    const outcome = await tryCode(tx, verified.fingerprint, code)
    if (outcome !== 'right') return outcome
    const bound = await bindMobile(tx, caller.personId, verified)
    await follow(tx, bound)
    await addKnownBy(tx, caller.sessionId, 'mobile')
    return outcome
  })
  checkTried(tried)
}

/** What hangs on the person follows: sessions now, each merchant's rows by a job. */
async function follow(tx: GlobalTx, { personId, mergedFrom, changed }: Bound): Promise<void> {
  if (mergedFrom) await moveSessions(tx, mergedFrom, personId)
  if (changed) await enqueue(tx, 'person.spread', { personId })
}

function verifiedMobile(vault: Vault, mobile: string): VerifiedMobile {
  return { fingerprint: vault.fingerprint(mobile), sealed: vault.seal(mobile, 'mobile') }
}

function checkTried(tried: Tried): void {
  if (tried === 'wrong') throw codeWrong()
  if (tried === 'expired') throw codeExpired()
}
