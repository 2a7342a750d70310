import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './paths.ts'
import { runNode } from './run-command.ts'

type Check = { title: string; args: string[] }

const tsc = 'node_modules/@typescript/native/bin/tsc'
const workspaces = [
  'apps/server',
  'apps/console',
  'apps/sandbox',
  'packages/contract',
  'e2e',
  'bench',
  'faults',
  'scripts',
]

const checks: Check[] = [
  { title: 'lint', args: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { title: 'format', args: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'] },
  { title: 'layers', args: ['scripts/check-layers.ts'] },
  { title: 'unused', args: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { title: 'migrations', args: ['scripts/check-migrations.ts'] },
  ...workspaces.filter(hasSources).map((folder) => ({ title: `types ${folder}`, args: [tsc, '-p', folder] })),
]

const begun = performance.now()
const waiting = checks.filter((check) => existsSync(join(root, check.args[0] ?? '')))
if (waiting.length < checks.length) throw new Error('a checker is not installed; run npm install')
let failures = 0
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
console.log(`${checks.length - failures} of ${checks.length} checks passed, ${took(begun)}`)
process.exitCode = failures > 0 ? 1 : 0

async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const started = performance.now()
    const { code, output } = await runNode(check.args)
    if (code !== 0) failures += 1
    console.log(`${code === 0 ? '✓' : '✗'} ${check.title.padEnd(24)} ${took(started)}`)
    if (code !== 0) console.log(output)
  }
}

/** The compiler calls it a mistake when there is nothing to compile yet. */
function hasSources(folder: string): boolean {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return names.some((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
}

function took(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
