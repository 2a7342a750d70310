#!/usr/bin/env node
import { openDb, openPool } from '../kernel/db.ts'
import { systemClock } from '../kernel/clock.ts'
import { readDatabaseConfig } from './config.ts'
import { distributeCommand } from './distribute/command.ts'
import { operatorCommand } from './operator-command.ts'
import { ConfigError } from './environment.ts'
import { migrate } from './migrate.ts'
import { verifyCommand } from './verify-command.ts'

type Command = {
  words: string
  summary: string
  /** Answers the exit code. */
  run(args: readonly string[]): Promise<number>
}

const commands: readonly Command[] = [
  {
    words: 'migrate',
    summary: 'bring the database up to date',
    run: async () => {
      const { ownerUrl, queueUrl, setRoles } = readDatabaseConfig()
      const applied = await migrate({
        url: ownerUrl,
        queueUrl: setRoles.queue ? undefined : queueUrl,
        say: console.log,
      })
      if (applied.length === 0) console.log('nothing to migrate')
      return 0
    },
  },
  {
    words: 'operator add',
    summary: 'add somebody who runs the platform: operator add <login name> [name]',
    run: async (args) => {
      const { appUrl, reportUrl, setRoles } = readDatabaseConfig()
      const db = openDb({ appUrl, reportUrl, clock: systemClock, connectionsMax: 2, setRoles })
      try {
        return await operatorCommand(db, args, console.log)
      } finally {
        await db.close()
      }
    },
  },
  {
    words: 'books verify',
    summary: 'check every invariant of the books: books verify [--merchant <id>] [--as-of <time>]',
    run: async (args) => {
      const { appUrl, reportUrl, setRoles } = readDatabaseConfig()
      const db = openDb({ appUrl, reportUrl, clock: systemClock, connectionsMax: 2, setRoles })
      try {
        return await verifyCommand(db, args, console.log)
      } finally {
        await db.close()
      }
    },
  },
  {
    words: 'distribute',
    summary: 'spread merchants over a cluster (Citus): distribute [--dry-run]',
    run: async (args) => {
      const { ownerUrl } = readDatabaseConfig()
      const owner = openPool(ownerUrl, { max: 1, statementSeconds: 86_400 })
      try {
        return await distributeCommand(owner, args, console.log)
      } finally {
        await owner.end()
      }
    },
  },
]

async function main(args: readonly string[]): Promise<number> {
  const command = commands.find(({ words }) => words === args.slice(0, words.split(' ').length).join(' '))
  if (!command) {
    console.log('Usage: sesame <command>\n')
    for (const { words, summary } of commands) console.log(`  ${words.padEnd(16)} ${summary}`)
    return args.length === 0 ? 0 : 2
  }
  return command.run(args.slice(command.words.split(' ').length))
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
