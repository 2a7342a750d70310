import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'

export type Person = {
  id: string
  name: string
  mobileFingerprint: string | null
  mobileSealed: Buffer | null
  mergedInto: string | null
}

const columns = sql`id, name, mobile_fingerprint as "mobileFingerprint", mobile_sealed as "mobileSealed",
  merged_into as "mergedInto"`

export async function findPerson(tx: GlobalTx, id: string): Promise<Person | undefined> {
  return tx.one(sql<Person>`select ${columns} from person where id = ${id}`)
}

export async function findPersonByMobile(tx: GlobalTx, fingerprint: string): Promise<Person | undefined> {
  return tx.one(sql<Person>`select ${columns} from person where mobile_fingerprint = ${fingerprint}`)
}

export async function insertPerson(tx: GlobalTx, name = ''): Promise<string> {
  const id = tx.newId()
  await tx.query(sql`insert into person (id, name, created_at) values (${id}, ${name}, ${tx.now})`)
  return id
}

export type VerifiedMobile = { fingerprint: string; sealed: Buffer }

/** The one person of a verified mobile, made when there is none; twins meet at the unique key. */
export async function personOfMobile(tx: GlobalTx, mobile: VerifiedMobile): Promise<string> {
  await tx.query(sql`
    insert into person (id, mobile_fingerprint, mobile_sealed, mobile_verified_at, created_at)
    values (${tx.newId()}, ${mobile.fingerprint}, ${mobile.sealed}, ${tx.now}, ${tx.now})
    on conflict (mobile_fingerprint) do nothing`)
  const person = await findPersonByMobile(tx, mobile.fingerprint)
  return person!.id
}

/** Locked in the order of their ids. */
export async function lockPersons(tx: GlobalTx, ids: readonly string[]): Promise<Person[]> {
  return tx.query(sql<Person>`
    select ${columns} from person where id = any(${[...ids]}::uuid[]) order by id for update`)
}

export async function setMobile(tx: GlobalTx, id: string, mobile: VerifiedMobile): Promise<void> {
  await tx.query(sql`
    update person set mobile_fingerprint = ${mobile.fingerprint}, mobile_sealed = ${mobile.sealed},
      mobile_verified_at = ${tx.now}
    where id = ${id}`)
}

export async function setName(tx: GlobalTx, id: string, name: string): Promise<void> {
  await tx.query(sql`update person set name = ${name} where id = ${id}`)
}

/** Whoever was merged into the one that goes is merged into the one that stays, so a chain never grows. */
export async function mergePerson(tx: GlobalTx, goes: Person, stays: Person): Promise<void> {
  await tx.query(
    sql`update person set merged_into = ${stays.id} where merged_into = ${goes.id} or id = ${goes.id}`,
  )
  await tx.query(sql`update person_identity set person_id = ${stays.id} where person_id = ${goes.id}`)
  if (stays.name === '' && goes.name !== '') await setName(tx, stays.id, goes.name)
}

/** All that a person was before they were found to be one. */
export async function idsOfPerson(tx: GlobalTx, id: string): Promise<string[]> {
  const rows = await tx.query(
    sql<{ id: string }>`select id from person where id = ${id} or merged_into = ${id}`,
  )
  return rows.map((row) => row.id)
}
