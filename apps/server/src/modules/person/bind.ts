import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import { refusal } from '../../kernel/refusals.ts'
import { findByIdentity, insertIdentity } from './identities.ts'
import type { Identity } from './identities.ts'
import { findPersonByMobile, insertPerson, lockPersons, mergePerson, setMobile } from './store.ts'
import type { VerifiedMobile } from './store.ts'

export const mobileBound = refusal('access.mobile_bound', 409)

/** The person whom a channel vouches for, made on the first visit; twins meet at the lock. */
export async function personOfIdentity(tx: GlobalTx, identity: Identity): Promise<string> {
  const name = identity.unionFingerprint ?? `${identity.appId} ${identity.subjectFingerprint}`
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('identity ' || ${name}, 0))`)
  const personId = (await findByIdentity(tx, identity)) ?? (await insertPerson(tx))
  await insertIdentity(tx, personId, identity)
  return personId
}

export type Bound = { personId: string; mergedFrom: string | null; changed: boolean }

/**
 * Gives a verified mobile to a person. When the mobile is another person's, the two are one from now on: the
 * one with the mobile stays (A2). Two people with a mobile each are two people: refused.
 */
export async function bindMobile(tx: GlobalTx, personId: string, mobile: VerifiedMobile): Promise<Bound> {
  const holder = await findPersonByMobile(tx, mobile.fingerprint)
  if (holder?.id === personId) return { personId, mergedFrom: null, changed: false }
  if (!holder) {
    await lockPersons(tx, [personId])
    await setMobile(tx, personId, mobile)
    return { personId, mergedFrom: null, changed: true }
  }
  const persons = await lockPersons(tx, [personId, holder.id])
  const goes = persons.find((person) => person.id === personId)
  const stays = persons.find((person) => person.id === holder.id)
  assert(goes && stays)
  if (goes.mergedInto === stays.id) return { personId: stays.id, mergedFrom: null, changed: false }
  if (goes.mobileFingerprint !== null) throw mobileBound()
  await mergePerson(tx, goes, stays)
  return { personId: stays.id, mergedFrom: goes.id, changed: true }
}

/**
 * Somebody who is logged in is vouched for by a channel as another record: the two are one, and the one with a
 * verified mobile stays. With a mobile each they are two people; then it is as the channel says.
 */
export async function joinPersons(
  tx: GlobalTx,
  { currentId, vouchedId }: { currentId: string; vouchedId: string },
): Promise<Bound> {
  const persons = await lockPersons(tx, [currentId, vouchedId])
  const current = persons.find((person) => person.id === currentId)
  const vouched = persons.find((person) => person.id === vouchedId)
  assert(current && vouched)
  const merged = current.mergedInto !== null || vouched.mergedInto !== null
  const both = current.mobileFingerprint !== null && vouched.mobileFingerprint !== null
  if (currentId === vouchedId || merged || both)
    return { personId: vouchedId, mergedFrom: null, changed: false }
  const [goes, stays] = vouched.mobileFingerprint === null ? [vouched, current] : [current, vouched]
  await mergePerson(tx, goes, stays)
  return { personId: stays.id, mergedFrom: goes.id, changed: true }
}
