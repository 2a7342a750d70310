import { personTables, referenceTables } from '../../kernel/tables.ts'
import type { Catalog, CatalogFunction, CatalogTable } from './catalog.ts'

export type Plan = {
  /** Named in the order in which they can be distributed: what is referred to comes first. */
  distributed: string[]
  reference: string[]
  local: string[]
  /** Those that run where the merchant's rows are. */
  byMerchant: CatalogFunction[]
  /** Those that touch no tenant's table, and have to be on every machine. */
  everywhere: CatalogFunction[]
  /** Why it cannot be done; nothing may be begun then. */
  problems: string[]
}

/** Used by migrations on the coordinator only. */
const ofMigrations = new Set(['sesame_protect', 'sesame_global'])

const isReference = (name: string) => (referenceTables as readonly string[]).includes(name)
const isLocal = (name: string) => (personTables as readonly string[]).includes(name)
const isTenant = (name: string) => !isReference(name) && !isLocal(name)

/** Decides where everything goes, by the catalog and the list of global tables, and what is not ready for it. */
export function planOf(catalog: Catalog): Plan {
  const names = catalog.tables.map(({ name }) => name)
  const functions = catalog.functions.filter(({ name }) => !ofMigrations.has(name))
  const tenants = names.filter(isTenant)
  const touches = ({ source }: CatalogFunction) =>
    tenants.some((name) => new RegExp(`\\b${name}\\b`).test(source))
  const ordered = inOrder(tenants, catalog)
  const byMerchant = functions.filter(touches)
  return {
    distributed: ordered,
    reference: names.filter(isReference),
    local: names.filter(isLocal),
    byMerchant,
    everywhere: functions.filter((one) => !byMerchant.includes(one)),
    problems: [
      ...catalog.tables.filter(({ name }) => isTenant(name)).flatMap(problemsOfTable),
      ...problemsOfKeys(catalog),
      ...problemsOfReferences(catalog),
      ...byMerchant.flatMap(problemsOfFunction),
    ],
  }
}

function problemsOfTable({ name, hasMerchant, triggers, counted }: CatalogTable): string[] {
  return [
    ...(hasMerchant ? [] : [`${name} has no merchant_id, and is not in the list of global tables`]),
    ...(triggers === 0 ? [] : [`${name} has a trigger`]),
    ...(counted === 0 ? [] : [`${name} counts by a sequence`]),
  ]
}

function problemsOfKeys({ keys }: Catalog): string[] {
  return keys
    .filter(({ table, first }) => isTenant(table) && first !== 'merchant_id')
    .map(({ table, name }) => `the key ${name} of ${table} does not begin with merchant_id`)
}

function problemsOfReferences({ references }: Catalog): string[] {
  return references.flatMap(({ table, name, target, first, targetFirst }) => {
    const which = `the reference ${name} from ${table} to ${target}`
    if (isTenant(table) && isTenant(target)) {
      const together = first === 'merchant_id' && targetFirst === 'merchant_id'
      return together ? [] : [`${which} does not begin with merchant_id`]
    }
    if (isTenant(table) && isLocal(target)) return [`${which} leaves the merchant's machine`]
    if (isTenant(target)) return [`${which} is from a table without a merchant`]
    if (isReference(table) && isLocal(target))
      return [`${which} is from a copy to a table that is not copied`]
    return []
  })
}

function problemsOfFunction({ name, firstName, firstType, hasSearchPath }: CatalogFunction): string[] {
  return [
    ...(firstName === 'merchant' && firstType === 'uuid'
      ? []
      : [`the function ${name} touches a tenant's table and does not take the merchant first`]),
    ...(hasSearchPath ? [] : [`the function ${name} does not say what its names mean`]),
  ]
}

/** What a table refers to has to be where it goes before it. */
function inOrder(names: readonly string[], { references }: Catalog): string[] {
  const placed = new Set<string>()
  const place = (name: string, behind: readonly string[]): void => {
    if (placed.has(name) || behind.includes(name)) return
    const targets = references.filter(({ table, target }) => table === name && isTenant(target))
    for (const { target } of targets) place(target, [...behind, name])
    placed.add(name)
  }
  for (const name of names) place(name, [])
  return [...placed]
}

/** What makes it so on a database with Citus, in order. */
export function statementsOf(
  { distributed, reference, byMerchant, everywhere }: Plan,
  database: string,
): string[] {
  const [first] = distributed
  return [
    // The merchant of a transaction has to reach the machines that do its work, and end there with it.
    `alter database "${database}" set citus.propagate_set_commands to 'local'`,
    `set citus.propagate_set_commands to 'local'`,
    ...reference.map((name) => `select create_reference_table('public.${name}')`),
    ...distributed.map((name) => {
      const beside = name === first ? 'none' : `public.${first}`
      return `select create_distributed_table('public.${name}', 'merchant_id', colocate_with => '${beside}')`
    }),
    ...everywhere.map(({ signature }) => `select create_distributed_function('${signature}')`),
    ...byMerchant.map(
      ({ signature }) =>
        `select create_distributed_function('${signature}', 'merchant', colocate_with => 'public.${first}')`,
    ),
  ]
}
