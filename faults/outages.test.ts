import { test } from 'vitest'
import { allOutages } from './outages/trials.ts'

test(
  'whatever breaks, nothing acknowledged is lost and nothing is done twice',
  { timeout: 300_000 },
  async () => {
    for (const line of await allOutages({ form: 'short', seed: 1 })) console.log(line)
  },
)
