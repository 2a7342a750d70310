import { expect, test } from 'vitest'
import { inReport } from '../../src/kernel/db.ts'
import { verifyBooks } from '../../src/reports/verify/verify-books.ts'
import { testDatabase } from '../database.ts'
import { runCommands } from './run-commands.ts'

/** `npm run model` sets a higher number; `MODEL_SEED` replays one run. */
const total = Number(process.env.MODEL_COMMANDS ?? 20_000)
const seed = process.env.MODEL_SEED === undefined ? undefined : Number(process.env.MODEL_SEED)
const perRun = 200
const sideBySide = 4
const minutesMax = 300

const db = await testDatabase()

test(
  'whatever people and channels do in whatever order, the books say what a few sums say',
  async () => {
    if (seed !== undefined) return runCommands(db, seed, perRun)
    const first = Date.now() % 1_000_000_000
    const counts = Array.from({ length: Math.ceil(total / perRun) }, (_, run) =>
      Math.min(perRun, total - run * perRun),
    )
    let next = 0
    const work = async () => {
      for (let run = next++; run < counts.length; run = next++)
        await runCommands(db, first + run, counts[run]!)
    }
    await Promise.all(Array.from({ length: sideBySide }, work))

    const { violations } = await inReport(db, (read) => verifyBooks(read))
    // Nobody chains the audit log in these tests.
    expect(violations.filter(({ check }) => check !== 'every audit row is chained within a minute')).toEqual(
      [],
    )
  },
  minutesMax * 60_000,
)
