import { describe, expect, test } from 'vitest'
import { globalTables, personTables } from '../src/kernel/tables.ts'
import { testDatabase } from './database.ts'

const db = await testDatabase()

const rows = async <Row extends object>(text: string): Promise<Row[]> =>
  (await db.owner.query<Row>(text)).rows
const inPublic = `join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'`

const tables = await rows<{ name: string; owner: string; forced: boolean }>(`
  select c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity and c.relforcerowsecurity as forced
  from pg_class c ${inPublic} where c.relkind in ('r', 'p') order by 1`)

type Key = { table: string; name: string; columns: string[] }
const keys = await rows<Key>(`
  select c.relname as table, i.relname as name, array(
    select coalesce((select attname from pg_attribute a where a.attrelid = c.oid and a.attnum = k.number), '')::text
    from unnest(x.indkey::int2[]) with ordinality k (number, place) order by place) as columns
  from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid ${inPublic}
  where x.indisunique`)

type Reference = { table: string; name: string; target: string; columns: string[]; targets: string[] }
const references = await rows<Reference>(`
  select c.relname as table, r.conname as name, t.relname as target,
    array(select attname::text from unnest(r.conkey) with ordinality k (number, place)
      join pg_attribute on attrelid = r.conrelid and attnum = number order by place) as columns,
    array(select attname::text from unnest(r.confkey) with ordinality k (number, place)
      join pg_attribute on attrelid = r.confrelid and attnum = number order by place) as targets
  from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_class t on t.oid = r.confrelid ${inPublic}
  where r.contype = 'f'`)

type Policy = {
  table: string
  name: string
  roles: string[]
  command: string
  using: string | null
  check: string | null
}
const policies = await rows<Policy>(`
  select tablename as table, policyname as name, roles::text[] as roles, cmd as command, qual as using,
    with_check as check
  from pg_policies where schemaname = 'public'`)

type Right = { table: string; grantee: string; right: string }
const rights = await rows<Right>(`
  select table_name as table, grantee, privilege_type as right from information_schema.role_table_grants
  where table_schema = 'public' and grantee <> current_user`)

const merchantOnly =
  "(merchant_id = (NULLIF(current_setting('app.merchant_id'::text, true), ''::text))::uuid)"

test('the list of global tables names what exists, and there is something to check', () => {
  const names = tables.map(({ name }) => name)
  expect(globalTables.filter((name) => !names.includes(name))).toEqual([])
  expect(names.length).toBeGreaterThan(globalTables.length)
})

describe.each(tables.filter(({ name }) => !globalTables.includes(name)))(
  'tenant table $name',
  ({ name, owner, forced }) => {
    test('has a merchant in every row', async () => {
      const [column] = await rows(`
      select data_type as type, is_nullable as nullable from information_schema.columns
      where table_schema = 'public' and table_name = '${name}' and column_name = 'merchant_id'`)
      expect(column).toEqual({ type: 'uuid', nullable: 'NO' })
    })

    test('starts every key with the merchant', () => {
      const own = keys.filter(({ table }) => table === name)
      expect(own.length).toBeGreaterThan(0)
      expect(own.filter(({ columns }) => columns[0] !== 'merchant_id')).toEqual([])
    })

    test("starts every reference to a tenant's row with the merchant, and refers to no large global table", () => {
      const own = references.filter(({ table }) => table === name)
      const loose = own.filter(
        ({ target, columns, targets }) =>
          !globalTables.includes(target) && (columns[0] !== 'merchant_id' || targets[0] !== 'merchant_id'),
      )
      expect(loose).toEqual([])
      expect(own.filter(({ target }) => (personTables as readonly string[]).includes(target))).toEqual([])
    })

    test('forces row-level security with exactly the three policies', () => {
      expect(forced).toBe(true)
      const own = policies.filter(({ table }) => table === name).map(({ table: _, ...policy }) => policy)
      const all = { using: 'true', check: 'true' }
      expect(own.toSorted((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
        { name: 'owner', roles: [owner], command: 'ALL', ...all },
        { name: 'report', roles: ['sesame_report'], command: 'SELECT', using: 'true', check: null },
        { name: 'tenant', roles: ['sesame_app'], command: 'ALL', using: merchantOnly, check: merchantOnly },
      ])
    })
  },
)

describe.each(tables)('table $name', ({ name, owner }) => {
  test('belongs to the owner, and reports only read it', () => {
    expect(['sesame_app', 'sesame_report', 'sesame_queue', 'public']).not.toContain(owner)
    const own = rights.filter(({ table }) => table === name)
    expect(own.filter(({ grantee }) => !['sesame_app', 'sesame_report'].includes(grantee))).toEqual([])
    expect(own.filter(({ grantee, right }) => grantee === 'sesame_report' && right !== 'SELECT')).toEqual([])
    const more = ['TRUNCATE', 'REFERENCES', 'TRIGGER']
    expect(own.filter(({ right }) => more.includes(right))).toEqual([])
  })
})

test('what must never change is only added to', () => {
  const appendOnly = ['ledger_transfer', 'audit_event', 'audit_link']
  const ofApp = rights.filter(({ table, grantee }) => appendOnly.includes(table) && grantee === 'sesame_app')
  expect(new Set(ofApp.map(({ right }) => right))).toEqual(new Set(['SELECT', 'INSERT']))
})

test('the roles of the app can neither log in past their owner nor bypass row-level security', async () => {
  const roles = await rows(`
    select rolname as name from pg_roles
    where rolname in ('sesame_app', 'sesame_report', 'sesame_queue') and (rolsuper or rolbypassrls or rolcreaterole)`)
  expect(roles).toEqual([])
})
