import { runNode } from '../../../../scripts/run-command.ts'

/** The model test in its long form: 200,000 commands, or as many as MODEL_COMMANDS says. */
const { MODEL_COMMANDS = '200000' } = process.env
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'server', 'apps/server/test/model']
const { code } = await runNode(args, { show: true, env: { TZ: 'Asia/Shanghai', MODEL_COMMANDS } })
process.exitCode = code
