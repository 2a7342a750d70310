import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { storeNameTaken } from './rules.ts'

export type Store = { id: string; name: string; address: string }

export async function listStores(tx: Tx): Promise<Store[]> {
  return tx.query(sql<Store>`
    select id, name, address from store where merchant_id = ${tx.merchantId}
    order by created_at, id limit 500`)
}

export async function findStore(tx: Tx, id: string): Promise<Store | undefined> {
  return tx.one(sql<Store>`
    select id, name, address from store where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function findStores(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.query(sql<{ id: string }>`
    select id from store where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])`)
  return new Set(rows.map(({ id }) => id))
}

export async function lockStore(tx: Tx, id: string): Promise<Store | undefined> {
  return tx.one(sql<Store>`
    select id, name, address from store where merchant_id = ${tx.merchantId} and id = ${id} for update`)
}

export async function insertStore(tx: Tx, { name, address }: Omit<Store, 'id'>): Promise<Store> {
  const store = { id: tx.newId(), name, address }
  const inserted = await tx.one(sql`
    insert into store (merchant_id, id, name, address, created_at)
    values (${tx.merchantId}, ${store.id}, ${name}, ${address}, ${tx.now})
    on conflict (merchant_id, name) do nothing returning true`)
  if (!inserted) throw storeNameTaken({ name })
  return store
}

export async function updateStore(tx: Tx, store: Store): Promise<void> {
  const twin = await tx.one(sql`
    select from store where merchant_id = ${tx.merchantId} and name = ${store.name} and id <> ${store.id}`)
  if (twin) throw storeNameTaken({ name: store.name })
  await tx.query(sql`
    update store set name = ${store.name}, address = ${store.address}
    where merchant_id = ${tx.merchantId} and id = ${store.id}`)
}
