import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import { presets } from './presets.ts'
import { typeCodeTaken, typeNotFound } from './rules.ts'
import type { MerchantType } from './types.ts'

const columns = sql`code, name, summary, enabled, coalesce(form, '[]') as form,
  coalesce(documents, '[]') as documents`

/** All types of merchants, in their order; the operator itself is none. */
export async function listMerchantTypes(tx: GlobalTx): Promise<MerchantType[]> {
  return tx.query(sql<MerchantType>`
    select ${columns} from merchant_type where code <> 'operator' order by position, name`)
}

export async function findMerchantType(tx: GlobalTx, code: string): Promise<MerchantType | undefined> {
  return tx.one(sql<MerchantType>`
    select ${columns} from merchant_type where code = ${code} and code <> 'operator'`)
}

export async function lockMerchantType(tx: GlobalTx, code: string): Promise<MerchantType> {
  const type = await tx.one(sql<MerchantType>`
    select ${columns} from merchant_type where code = ${code} and code <> 'operator' for update`)
  if (!type) throw typeNotFound({ code })
  return type
}

export async function insertMerchantType(tx: GlobalTx, type: MerchantType): Promise<void> {
  const inserted = await tx.one(sql`
    insert into merchant_type (code, name, summary, enabled, position, form, documents)
    values (${type.code}, ${type.name}, ${type.summary}, ${type.enabled},
      (select coalesce(max(position), 0) + 1 from merchant_type), ${JSON.stringify(type.form)}::jsonb,
      ${JSON.stringify(type.documents)}::jsonb)
    on conflict (code) do nothing returning true`)
  if (!inserted) throw typeCodeTaken({ code: type.code })
}

export async function updateMerchantType(tx: GlobalTx, type: MerchantType): Promise<void> {
  await tx.query(sql`
    update merchant_type set name = ${type.name}, summary = ${type.summary}, enabled = ${type.enabled},
      form = ${JSON.stringify(type.form)}::jsonb, documents = ${JSON.stringify(type.documents)}::jsonb
    where code = ${type.code}`)
}

/** Fills what no operator has filled yet; run by each migration. */
export async function fillMerchantTypes(tx: GlobalTx): Promise<void> {
  for (const [place, [code, { summary, form, documents }]] of Object.entries(presets).entries())
    await tx.query(sql`
      update merchant_type set summary = ${summary}, position = ${place + 1},
        form = ${JSON.stringify(form)}::jsonb, documents = ${JSON.stringify(documents)}::jsonb
      where code = ${code} and form is null`)
}
