import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { readCatalog } from './catalog.ts'
import { planOf, statementsOf } from './plan.ts'
import type { Plan } from './plan.ts'

/** Prints the plan, or carries it out on a database with Citus. Answers the exit code. */
export async function distributeCommand(
  owner: Pool,
  args: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { 'dry-run': { type: 'boolean' } } })
  const plan = planOf(await readCatalog(owner))
  if (plan.problems.length > 0) {
    say('This database is not ready to be distributed; nothing was changed:')
    for (const problem of plan.problems) say(`  ${problem}`)
    return 1
  }
  const { rows } = await owner.query<{ database: string; hasCitus: boolean }>(
    `select current_database() as database,
      exists (select from pg_extension where extname = 'citus') as "hasCitus"`,
  )
  const { database, hasCitus } = rows[0]!
  const statements = statementsOf(plan, database)
  if (values['dry-run']) {
    for (const line of described(plan)) say(line)
    say('\nStatements, in order:')
    for (const statement of statements) say(`  ${statement};`)
    return 0
  }
  if (!hasCitus) {
    say('This database has no Citus: its extension is not installed. Nothing was changed.')
    say('See what would be done with: sesame distribute --dry-run')
    return 1
  }
  await carryOut(owner, statements, say)
  return 0
}

/** On one connection, each statement on its own: Citus moves the rows of a table while it distributes it. */
async function carryOut(
  owner: Pool,
  statements: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const client = await owner.connect()
  try {
    for (const statement of statements) {
      say(`${statement};`)
      await client.query(statement)
    }
  } finally {
    client.release(true)
  }
}

function described({ distributed, reference, local, byMerchant, everywhere }: Plan): string[] {
  const list = (title: string, names: readonly string[]) => [
    `${title} (${names.length})`,
    ...names.map((name) => `  ${name}`),
  ]
  return [
    ...list(
      'Distributed tables, each merchant on one machine',
      distributed.map((name) => `${name} by merchant_id`),
    ),
    ...list('Reference tables, copied to every machine', reference),
    ...list('Local tables, on the coordinator only', local),
    ...list(
      "Functions that run where the merchant's rows are",
      byMerchant.map(({ name }) => `${name} by its argument merchant`),
    ),
    ...list(
      'Functions on every machine',
      everywhere.map(({ name }) => name),
    ),
  ]
}
