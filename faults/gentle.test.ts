import { inject, test } from 'vitest'
import { gentleTrials } from './trials.ts'

/** The short form of what breaks no machine, each in a copy of the tests' database. */
test.each(gentleTrials.map((trial) => [trial.name, trial] as const))(
  '%s',
  { timeout: 180_000 },
  async (name, trial) => {
    const seed = Date.now() % 1_000_000_000
    const figures = await trial.run({ form: 'short', seed, template: inject('databaseUrl') })
    console.log(`${name}: ${figures}`)
  },
)
