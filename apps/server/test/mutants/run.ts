import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../../../scripts/paths.ts'
import { runCommand, runNode } from '../../../../scripts/run-command.ts'
import { mutants } from './list.ts'
import type { Mutant } from './mutant.ts'
import { plant, problemOf } from './plant.ts'

/**
 * Plants each bug of the list in a copy of the last commit and runs the tests that should see it. `npm run mutants`
 * runs all, `-- WORD …` those whose name has one of the words in it. Fails when fewer than 95 % are caught.
 */
const words = process.argv.slice(2)
const chosen = mutants.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
const wanted = 0.95
const sideBySide = Number(process.env.MUTANTS_AT_ONCE ?? 2)

const scratch = mkdtempSync(join(tmpdir(), 'sesame-mutants-'))
process.once('SIGINT', () => process.exit(130))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
process.exitCode = await main()

async function main(): Promise<number> {
  const copies = await Promise.all(Array.from({ length: sideBySide }, (_, index) => copyTree(String(index))))
  const lost = chosen.flatMap((mutant) => problemOf(copies[0]!, mutant) ?? [])
  if (lost.length > 0) {
    console.log(`The list of bugs is out of date:\n${lost.join('\n')}`)
    return 2
  }

  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
  const sound = await runTests(copies[0]!, tests)
  if (sound.code !== 0) {
    console.log(sound.output)
    console.log('The tests fail without any bug, so they would prove nothing.')
    return 2
  }
  console.log(`${chosen.length} bugs; the ${tests.length} test files pass without any.`)

  const results = await tryAll(copies)
  const counted = (outcome: Result['outcome']) => results.filter((one) => one.outcome === outcome).length
  const caught = counted('caught')
  console.log(`${caught} of ${chosen.length} caught (${((caught / chosen.length) * 100).toFixed(1)} %)`)
  if (counted('broken') > 0)
    console.log('A bug that stops everything before a test could run proves nothing.')
  return counted('broken') === 0 && caught >= chosen.length * wanted ? 0 : 1
}

type Result = { outcome: 'caught' | 'SURVIVED' | 'broken'; seenBy: string }

async function tryAll(copies: readonly string[]): Promise<Result[]> {
  const waiting = [...chosen]
  const results: Result[] = []
  await Promise.all(
    copies.map(async (copy) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const result = await tryOne(copy, mutant)
        results.push(result)
        console.log(`${result.outcome.padEnd(8)} ${mutant.name} | ${result.seenBy}`)
      }
    }),
  )
  return results
}

async function tryOne(copy: string, mutant: Mutant): Promise<Result> {
  const takeOut = plant(copy, mutant)
  try {
    const { code, output } = await runTests(copy, mutant.tests, ['--bail=1'])
    if (code === 0) return { outcome: 'SURVIVED', seenBy: '' }
    const seen = /FAIL .*?(\S+\.test\.ts) > (.+)/.exec(output)
    if (!seen) return { outcome: 'broken', seenBy: output }
    return { outcome: 'caught', seenBy: `${seen[1]!.split('/').at(-1)} > ${seen[2]}` }
  } finally {
    takeOut()
  }
}

function runTests(copy: string, tests: readonly string[], more: readonly string[] = []) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'server', '--maxWorkers=1']
  const files = tests.map((test) => `apps/server/${test}`)
  const env = { TZ: 'Asia/Shanghai', NO_COLOR: '1', MODEL_COMMANDS: '1600' }
  return runNode([...vitest, ...more, ...files], { cwd: copy, env })
}

/** The last commit's files, beside the packages that are installed here. */
async function copyTree(name: string): Promise<string> {
  const copy = join(scratch, name)
  mkdirSync(copy)
  const archive = join(scratch, `${name}.tar`)
  const made = await runCommand('git', ['archive', '--format=tar', '-o', archive, 'HEAD'])
  const unpacked = await runCommand('tar', ['-xf', archive, '-C', copy])
  if (made.code + unpacked.code > 0) throw new Error(made.output + unpacked.output)
  const workspaces = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((workspace) => `${folder}/${workspace}/node_modules`),
  )
  for (const path of ['node_modules', ...workspaces]) {
    if (existsSync(join(root, path)) && !existsSync(join(copy, path)))
      symlinkSync(join(root, path), join(copy, path))
  }
  return copy
}
