import { buildClient } from './build-client.ts'
import { buildConsole } from './build-console.ts'
import { runNode } from './run-command.ts'
import { step } from './step.ts'

process.env.TZ = 'Asia/Shanghai'
const chosen = process.argv.slice(2)

try {
  // Named files are somebody at work on them; without names it is the whole truth.
  if (chosen.length === 0) await everythingBefore()
  const { code } = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...chosen], { show: true })
  process.exitCode = code
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

/** What is cheap to find wrong comes first, then what the browser stories open. */
async function everythingBefore(): Promise<void> {
  const checked = await runNode(['scripts/check.ts'], { show: true })
  if (checked.code !== 0) throw new Error('The static checks failed; no test was run')
  await step('Console built', buildConsole())
  await step(
    'Customer app built',
    buildClient((line) => console.log(`  ${line}`)),
  )
}
