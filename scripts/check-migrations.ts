import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'
import { runNode } from './run-command.ts'

const folder = 'apps/server/migrations'
const files = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.sql'))
  .map((name) => join(folder, name))

const squawk = 'node_modules/squawk-cli/js/bin/squawk'
const { code, output } = await runNode([squawk, '--config', '.squawk.toml', ...files])
console.log(output)
// Squawk calls nothing to read a success as well.
process.exitCode = files.length > 0 && output.includes(`${files.length} source file`) ? code : 1
