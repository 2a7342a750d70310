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
// A checker that read nothing would call everything fine.
const readAll = new RegExp(`\\b${files.length} (source )?files?\\b`).test(output)
process.exitCode = files.length > 0 && readAll ? code : 1
