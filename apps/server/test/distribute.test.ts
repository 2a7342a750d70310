import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { inMerchant } from '../src/kernel/db.ts'
import { personTables, referenceTables } from '../src/kernel/tables.ts'
import { readCatalog } from '../src/main/distribute/catalog.ts'
import { distributeCommand } from '../src/main/distribute/command.ts'
import { planOf, statementsOf } from '../src/main/distribute/plan.ts'
import { newMerchant, testDatabase } from './database.ts'

const db = await testDatabase()

async function told(...args: string[]) {
  const lines: string[] = []
  const code = await distributeCommand(db.owner, args, (line) => lines.push(line))
  return { code, text: lines.join('\n') }
}

test('every table has one place, and keys, references and functions are ready for it', async () => {
  const catalog = await readCatalog(db.owner)
  const plan = planOf(catalog)
  expect(plan.problems).toEqual([])
  expect(plan.reference.toSorted()).toEqual([...referenceTables].sort())
  expect(plan.local.toSorted()).toEqual([...personTables].sort())
  const placed = [...plan.distributed, ...plan.reference, ...plan.local]
  expect(placed.toSorted()).toEqual(catalog.tables.map(({ name }) => name).toSorted())
  expect(plan.distributed).toEqual(expect.arrayContaining(['ledger_transfer', 'sale_order', 'card']))
})

test('what is referred to is distributed first', async () => {
  const catalog = await readCatalog(db.owner)
  const { distributed } = planOf(catalog)
  const late = catalog.references.filter(
    ({ table, target }) =>
      distributed.includes(target) && distributed.indexOf(target) > distributed.indexOf(table),
  )
  expect(late).toEqual([])
})

test('functions that touch the books take the merchant first and say what their names mean', async () => {
  const { byMerchant } = planOf(await readCatalog(db.owner))
  expect(byMerchant.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ledger_post', 'ledger_lock_accounts', 'audit_chain']),
  )
})

test('the merchant is set for the transaction only', async () => {
  const merchantId = await newMerchant(db)
  const setting = sql<{ merchant: string; pid: number }>`
    select current_setting('app.merchant_id', true) as merchant, pg_backend_pid() as pid`
  expect(await inMerchant(db, merchantId, (tx) => tx.one(setting))).toMatchObject({ merchant: merchantId })
  const { rows } = await db.app.query<{ merchant: string }>(
    `select coalesce(current_setting('app.merchant_id', true), '') as merchant`,
  )
  expect(rows).toEqual([{ merchant: '' }])
})

test('the plan is printed, and refused to be carried out without Citus', async () => {
  const printed = await told('--dry-run')
  expect(printed.code).toBe(0)
  expect(printed.text).toContain('ledger_transfer by merchant_id')
  expect(printed.text).toContain(`select create_reference_table('public.merchant');`)
  expect(printed.text).toMatch(/create_distributed_function\('ledger_post\(uuid,.*'merchant'/)
  const refused = await told()
  expect(refused.code).toBe(1)
  expect(refused.text).toContain('has no Citus')
})

test('each statement is there once, and all tables go beside the first', async () => {
  const plan = planOf(await readCatalog(db.owner))
  const statements = statementsOf(plan, 'sesame')
  expect(new Set(statements).size).toBe(statements.length)
  expect(statements.filter((one) => one.includes(`colocate_with => 'none'`))).toHaveLength(1)
})

test('a table, key, reference or function that is not ready stops it', async () => {
  await db.owner.query(`
    create table loose (id uuid primary key);
    create table astray (merchant_id uuid not null, id uuid unique, person_id uuid references person (id),
      number bigserial, primary key (merchant_id, id));
    create function stray(card uuid) returns bigint language sql as 'select count(*) from sale_order'`)
  try {
    const { code, text } = await told('--dry-run')
    expect(code).toBe(1)
    for (const problem of [
      'loose has no merchant_id',
      'the key loose_pkey of loose does not begin with merchant_id',
      'the key astray_id_key of astray does not begin with merchant_id',
      "astray_person_id_fkey from astray to person leaves the merchant's machine",
      'astray counts by a sequence',
      "the function stray touches a tenant's table and does not take the merchant first",
      'the function stray does not say what its names mean',
    ])
      expect(text).toContain(problem)
  } finally {
    await db.owner.query('drop function stray(uuid); drop table astray, loose')
  }
})
