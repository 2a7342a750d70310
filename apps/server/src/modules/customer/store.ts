import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { customerNotFound } from './rules.ts'

export type Customer = {
  id: string
  personId: string | null
  name: string
  note: string
  mobileFingerprint: string | null
  mobileSealed: Buffer | null
  createdAt: Date
}

const columns = sql`id, person_id as "personId", name, note, mobile_fingerprint as "mobileFingerprint",
  mobile_sealed as "mobileSealed", created_at as "createdAt"`

export async function findCustomer(tx: Tx, id: string): Promise<Customer | undefined> {
  return tx.one(sql<Customer>`
    select ${columns} from customer where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function getCustomer(tx: Tx, id: string): Promise<Customer> {
  const customer = await findCustomer(tx, id)
  if (!customer) throw customerNotFound()
  return customer
}

export async function lockCustomer(tx: Tx, id: string): Promise<Customer> {
  await tx.query(sql`select from customer where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  return getCustomer(tx, id)
}

export async function findCustomerOfPerson(tx: Tx, personId: string): Promise<Customer | undefined> {
  return tx.one(sql<Customer>`
    select ${columns} from customer where merchant_id = ${tx.merchantId} and person_id = ${personId}`)
}

/** The customers' ids by their persons'. */
export async function findIdsOfPersons(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query(sql<{ id: string; personId: string }>`
    select id, person_id as "personId" from customer
    where merchant_id = ${tx.merchantId} and person_id = any(${[...personIds]}::uuid[])`)
  return new Map(rows.map(({ id, personId }) => [personId, id]))
}

export async function findCustomers(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query(sql<{ id: string }>`
    select id from customer where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])`)
  return new Set(rows.map(({ id }) => id))
}

export async function findCustomerOfMobile(tx: Tx, fingerprint: string): Promise<Customer | undefined> {
  return tx.one(sql<Customer>`
    select ${columns} from customer
    where merchant_id = ${tx.merchantId} and mobile_fingerprint = ${fingerprint}`)
}

type Known = { personIds: readonly string[]; fingerprint: string | null }

/** Every row that is this person: under any of their ids, or registered at the counter by their mobile. */
const isOfPerson = (tx: Tx, { personIds, fingerprint }: Known) => sql`
  merchant_id = ${tx.merchantId} and (person_id = any(${[...personIds]}::uuid[])
    or (person_id is null and mobile_fingerprint = ${fingerprint}::text))`

/** The oldest first. */
export async function lockCustomersOfPerson(tx: Tx, known: Known): Promise<Customer[]> {
  return tx.query(sql<Customer>`
    select ${columns} from customer where ${isOfPerson(tx, known)} order by created_at, id for update`)
}

/**
 * The orders and cards of all rows of a person but the oldest. Others lock those first and come to the customer
 * last, so whoever wants them all does the same.
 */
export async function lockHoldingsOfPerson(tx: Tx, known: Known): Promise<void> {
  const rows = await tx.query(sql<{ id: string }>`
    select id from customer where ${isOfPerson(tx, known)} order by created_at, id offset 1`)
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  for (const table of ['sale_order', 'card'])
    await tx.query(sql`
      select from ${sql.table(table)} where merchant_id = ${tx.merchantId} and customer_id = any(${ids}::uuid[])
      order by id for update`)
}

export type NewCustomer = {
  personId: string | null
  name: string
  mobile: { fingerprint: string; sealed: Buffer; tail: string; masked: string } | null
}

/** Undefined when the person or the mobile is here already. */
export async function insertCustomer(tx: Tx, customer: NewCustomer): Promise<string | undefined> {
  const { personId, name, mobile } = customer
  const row = await tx.one(sql<{ id: string }>`
    insert into customer
      (merchant_id, id, person_id, mobile_fingerprint, mobile_tail, mobile_masked,
        mobile_sealed, name, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${personId}, ${mobile?.fingerprint ?? null},
      ${mobile?.tail ?? null}, ${mobile?.masked ?? null}, ${mobile?.sealed ?? null}, ${name}, ${tx.now})
    on conflict do nothing returning id`)
  return row?.id
}

export async function updateCustomer(
  tx: Tx,
  { id, name, note }: Pick<Customer, 'id' | 'name' | 'note'>,
): Promise<void> {
  await tx.query(sql`
    update customer set name = ${name}, note = ${note}
    where merchant_id = ${tx.merchantId} and id = ${id}`)
}

/** The row belongs to this person from now on, with their verified mobile when they have one. */
export async function setPerson(
  tx: Tx,
  id: string,
  { personId, mobile }: Pick<NewCustomer, 'mobile'> & { personId: string },
): Promise<void> {
  await tx.query(sql`
    update customer set person_id = ${personId},
      mobile_fingerprint = coalesce(${mobile?.fingerprint ?? null}, mobile_fingerprint),
      mobile_tail = coalesce(${mobile?.tail ?? null}, mobile_tail),
      mobile_masked = coalesce(${mobile?.masked ?? null}, mobile_masked),
      mobile_sealed = coalesce(${mobile?.sealed ?? null}, mobile_sealed)
    where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function deleteCustomer(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`delete from customer where merchant_id = ${tx.merchantId} and id = ${id}`)
}
