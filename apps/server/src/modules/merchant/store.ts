import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../kernel/db.ts'
import { merchantCode } from './rules.ts'

export type Merchant = {
  id: string
  code: string
  name: string
  kind: 'merchant' | 'operator'
  typeCode: string
  typeName: string
  /** `applying`: signed up by itself, and not approved yet. */
  state: 'applying' | 'active' | 'suspended'
  createdAt: Date
}

const selected = sql`
  select m.id, m.code, m.name, m.kind, coalesce(m.type_code, '') as "typeCode",
    coalesce(t.name, '') as "typeName", m.state, m.created_at as "createdAt"
  from merchant m left join merchant_type t on t.code = m.type_code`

export async function findMerchant(tx: GlobalTx, id: string): Promise<Merchant | undefined> {
  return tx.one(sql<Merchant>`${selected} where m.id = ${id}`)
}

export async function findMerchantByCode(tx: GlobalTx, code: string): Promise<Merchant | undefined> {
  return tx.one(sql<Merchant>`${selected} where m.code = ${code}`)
}

/** By code. */
export async function findMerchantsByCode(
  tx: GlobalTx,
  codes: readonly string[],
): Promise<Map<string, Merchant>> {
  const rows = await tx.query(sql<Merchant>`${selected} where m.code = any(${[...codes]}::text[])`)
  return new Map(rows.map((row) => [row.code, row]))
}

/** The operator's own books: there is one. */
export async function findOperator(tx: GlobalTx): Promise<Merchant | undefined> {
  return tx.one(sql<Merchant>`${selected} where m.kind = 'operator' order by m.created_at limit 1`)
}

/** The id is chosen by the caller, who opens the transaction of that merchant with it. */
export async function insertMerchant(
  tx: Tx,
  merchant: {
    name: string
    kind: 'merchant' | 'operator'
    /** Null until it has chosen one. */
    typeCode: string | null
    code?: string
    state?: Merchant['state']
  },
): Promise<string> {
  const code = merchant.code ?? (await freeCode(tx))
  await tx.query(sql`
    insert into merchant (id, code, name, kind, type_code, state, created_at)
    values (${tx.merchantId}, ${code}, ${merchant.name}, ${merchant.kind}, ${merchant.typeCode},
      ${merchant.state ?? 'active'}, ${tx.now})`)
  return code
}

/** 32^6 codes: a second draw is rare, and the unique key settles a race. */
async function freeCode(tx: Tx): Promise<string> {
  for (;;) {
    const code = merchantCode(tx.random)
    if (!(await tx.one(sql`select from merchant where code = ${code}`))) return code
  }
}

export async function insertShop(tx: Tx): Promise<void> {
  await tx.query(sql`insert into shop (merchant_id) values (${tx.merchantId})`)
}

export type ShopWindow = {
  notice: string
  phone: string
  address: string
  themeColor: string
  coverImageId: string | null
}

export async function saveShop(tx: Tx, shop: ShopWindow): Promise<void> {
  await tx.query(sql`
    insert into shop (merchant_id, notice, phone, address, theme_color, cover_image_id)
    values (${tx.merchantId}, ${shop.notice}, ${shop.phone}, ${shop.address}, ${shop.themeColor},
      ${shop.coverImageId})
    on conflict (merchant_id) do update set notice = excluded.notice, phone = excluded.phone,
      address = excluded.address, theme_color = excluded.theme_color, cover_image_id = excluded.cover_image_id`)
}

/** For work that has to be done at each of them. */
export async function listMerchantIds(tx: GlobalTx, kind: 'merchant' | 'operator'): Promise<string[]> {
  const rows = await tx.query(sql<{ id: string }>`select id from merchant where kind = ${kind} order by id`)
  return rows.map((row) => row.id)
}

/** Its application was approved: it is open, as a merchant of this type. */
export async function openMerchant(tx: Tx, typeCode: string): Promise<void> {
  await tx.query(sql`
    update merchant set state = 'active', type_code = ${typeCode}
    where id = ${tx.merchantId} and state = 'applying'`)
}
