import type { Pool } from 'pg'

export type CatalogTable = {
  name: string
  /** Its column merchant_id is there, a uuid, and never null. */
  hasMerchant: boolean
  triggers: number
  /** Columns that count by a sequence, which each machine would do for itself. */
  counted: number
}
export type CatalogKey = { table: string; name: string; first: string }
export type CatalogReference = {
  table: string
  name: string
  target: string
  first: string
  targetFirst: string
}
export type CatalogFunction = {
  name: string
  /** With its types, as it is named in statements. */
  signature: string
  source: string
  firstName: string | null
  firstType: string | null
  hasSearchPath: boolean
}
export type Catalog = {
  tables: CatalogTable[]
  keys: CatalogKey[]
  references: CatalogReference[]
  functions: CatalogFunction[]
}

const columnName = (relation: string, number: string) =>
  `coalesce((select attname::text from pg_attribute where attrelid = ${relation} and attnum = ${number}), '')`

/** What the database itself says of our tables and functions. */
export async function readCatalog(owner: Pool): Promise<Catalog> {
  const rows = async <Row extends object>(text: string) => (await owner.query<Row>(text)).rows
  const tables = await rows<CatalogTable>(`
    select c.relname as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'merchant_id'
        and a.atttypid = 'uuid'::regtype and a.attnotnull) as "hasMerchant",
      (select count(*)::integer from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
      (select count(*)::integer from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where a.attrelid = c.oid and (a.attidentity <> ''
          or pg_get_expr(d.adbin, d.adrelid) like 'nextval%')) as counted
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
  const keys = await rows<CatalogKey>(`
    select c.relname as table, i.relname as name, ${columnName('c.oid', 'x.indkey[0]')} as first
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    where x.indisunique and c.relnamespace = 'public'::regnamespace order by 1, 2`)
  const references = await rows<CatalogReference>(`
    select c.relname as table, r.conname as name, t.relname as target,
      ${columnName('c.oid', 'r.conkey[1]')} as first, ${columnName('t.oid', 'r.confkey[1]')} as "targetFirst"
    from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_class t on t.oid = r.confrelid
    where r.contype = 'f' and c.relnamespace = 'public'::regnamespace order by 1, 2`)
  const functions = await rows<CatalogFunction>(`
    select p.proname as name, p.oid::regprocedure::text as signature, p.prosrc as source,
      p.proargnames[1] as "firstName", format_type(p.proargtypes[0], null) as "firstType",
      coalesce(array_to_string(p.proconfig, ' ') like '%search_path=%', false) as "hasSearchPath"
    from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`)
  return { tables, keys, references, functions }
}
