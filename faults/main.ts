import { parseArgs } from 'node:util'
import { trials } from './trials.ts'

process.env.TZ = 'Asia/Shanghai'

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, seed: { type: 'string' } },
  allowPositionals: true,
})
const unknown = positionals.filter((word) => !trials.some(({ name }) => name === word))
if (unknown.length > 0) {
  console.error(`no trial ${unknown.join(', ')}; there are:`)
  for (const { name, about } of trials) console.error(`  ${name.padEnd(18)} ${about}`)
  process.exit(2)
}

const form = values.short ? 'short' : 'long'
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
let failures = 0
for (const trial of trials.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const begun = performance.now()
  const took = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`
  try {
    const figures = await trial.run({ form, seed })
    console.log(`✓ ${trial.name} (${form}, ${took()}): ${figures}`)
  } catch (error) {
    failures += 1
    console.log(`✗ ${trial.name} (${form}, seed ${seed}, ${took()}): ${trial.about}`)
    console.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
process.exit(failures > 0 ? 1 : 0)
