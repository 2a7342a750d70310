import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import moduleRanks from '../apps/server/module-ranks.json' with { type: 'json' }

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))
const folders = [
  'apps/server',
  'apps/console',
  'apps/sandbox',
  'packages/contract',
  'e2e',
  'bench',
  'scripts',
]
process.chdir(root)

const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs')
const cruised = await cruise(folders, options, undefined, {
  tsConfig: extractTSConfig('./tsconfig.base.json'),
})
const result = cruised.output as ICruiseResult

const complaints = [...violations(result), ...unread(result), ...unranked()]
for (const complaint of complaints) console.error(complaint)
console.log(
  `${result.summary.totalCruised} files and ${result.summary.totalDependenciesCruised} imports read`,
)
process.exitCode = complaints.length > 0 ? 1 : 0

function violations({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ from, to, rule, cycle }) => {
    const path = cycle ? cycle.map((step) => step.name).join(' → ') : to
    return `${rule.name}: ${from} → ${path}`
  })
}

/** A checker that silently reads nothing would call everything fine. */
function unread({ modules }: ICruiseResult): string[] {
  const read = new Map(modules.map((module) => [module.source, module]))
  const files = folders.flatMap((folder) => sourcesIn(folder))
  const missing = files
    .filter((file) => !read.has(file))
    .map((file) => `not read by dependency-cruiser: ${file}`)
  const seen = (file: string) => read.get(file)?.dependencies.map((dependency) => dependency.resolved) ?? []
  const follows = seen('scripts/postgres.ts').includes('scripts/postgres-home.ts')
  const namesPackages = seen('apps/server/src/ledger/post.ts').some((path) =>
    path.includes('node_modules/kysely/'),
  )
  if (!follows || !namesPackages) missing.push('dependency-cruiser does not follow imports')
  return missing
}

function unranked(): string[] {
  const present = readdirSync(join(root, 'apps/server/src/modules'))
  const without = present.filter((name) => !moduleRanks.includes(name))
  const gone = moduleRanks.filter((name) => !present.includes(name))
  return [
    ...without.map((name) => `apps/server/module-ranks.json does not rank the module ${name}`),
    ...gone.map((name) => `apps/server/module-ranks.json ranks ${name}, which does not exist`),
  ]
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sourcesIn(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}
