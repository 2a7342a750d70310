import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { audit } from '../../kernel/audit.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { findPerson, idsOfPerson, maskMobile } from '../person/index.ts'
import type { Person } from '../person/index.ts'
import { nameOrTail } from './rules.ts'
import {
  deleteCustomer,
  findCustomerOfPerson,
  insertCustomer,
  lockCustomersOfPerson,
  lockHoldingsOfPerson,
  setPerson,
} from './store.ts'
import type { Customer, NewCustomer } from './store.ts'

/** Every table that names a customer; a test holds this list against the database's catalog. */
export const tablesOfCustomer = [
  'sale_order',
  'deal',
  'card',
  'redemption',
  'message_grant',
  'message',
] as const

/** The customer row of a person at this merchant, made on the first visit. */
export async function customerOfPerson(tx: Tx, vault: Vault, personId: string): Promise<string> {
  const known = await findCustomerOfPerson(tx, personId)
  if (known) return known.id

  await lockPersonHere(tx, personId)
  const joined = await joinCustomers(tx, vault, personId)
  if (joined) return joined
  const person = await findPerson(tx, personId)
  assert(person, 'a session of nobody')
  const mobile = mobileOf(vault, person)
  const name = nameOrTail(person.name, mobile?.tail ?? null)
  // The counter may register the same mobile right now: whoever comes second joins what the first one made.
  const id =
    (await insertCustomer(tx, { personId, name, mobile })) ?? (await joinCustomers(tx, vault, personId))
  assert(id, 'neither made nor found')
  return id
}

/**
 * Makes one row of all that are this person, the oldest, and moves to it what the others hold. Undefined when
 * the person was never here.
 */
export async function joinCustomers(tx: Tx, vault: Vault, personId: string): Promise<string | undefined> {
  const person = await findPerson(tx, personId)
  assert(person, `no person ${personId}`)
  const personIds = await idsOfPerson(tx, personId)
  const known = { personIds, fingerprint: person.mobileFingerprint }
  await lockHoldingsOfPerson(tx, known)
  const rows = await lockCustomersOfPerson(tx, known)
  const [kept, ...others] = rows
  if (!kept) return undefined
  for (const other of others) await moveHoldings(tx, other, kept)
  await setPerson(tx, kept.id, { personId, mobile: mobileOf(vault, person) })
  return kept.id
}

/** Two first visits of one person at the same moment: the second waits and finds what the first one made. */
async function lockPersonHere(tx: Tx, personId: string): Promise<void> {
  await tx.query(sql`
    select pg_advisory_xact_lock(hashtextextended('customer ' || ${tx.merchantId} || ${personId}, 0))`)
}

const system: Actor = { kind: 'system', id: 'customers' }

/** Cards are money, so the log tells which went to whom. */
async function moveHoldings(tx: Tx, from: Customer, to: Customer): Promise<void> {
  const cards = await tx.query(sql<{ id: string }>`
    select id from card where merchant_id = ${tx.merchantId} and customer_id = ${from.id} order by id`)
  for (const table of tablesOfCustomer)
    await tx.query(sql`
      update ${sql.table(table)} set customer_id = ${to.id}
      where merchant_id = ${tx.merchantId} and customer_id = ${from.id}`)
  await deleteCustomer(tx, from.id)
  await audit(tx, {
    actor: system,
    action: 'customer.joined',
    subjectKind: 'customer',
    subjectId: to.id,
    before: { customerId: from.id, name: from.name, note: from.note },
    after: { name: to.name, cardIds: cards.map(({ id }) => id) },
  })
}

function mobileOf(vault: Vault, person: Person): NewCustomer['mobile'] {
  if (person.mobileFingerprint === null || person.mobileSealed === null) return null
  const mobile = vault.open(person.mobileSealed, 'mobile').toString('utf8')
  return {
    fingerprint: person.mobileFingerprint,
    sealed: person.mobileSealed,
    tail: mobile.slice(-4),
    masked: maskMobile(mobile),
  }
}
