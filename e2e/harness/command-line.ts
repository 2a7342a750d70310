import { spawn } from 'node:child_process'
import { node, root } from '../../scripts/paths.ts'
import type { System } from './system.ts'

/** Runs `sesame …` against the stories' database, as an administrator would in a terminal. */
export function sesame(
  { env }: Pick<System, 'env'>,
  ...words: string[]
): Promise<{ code: number | null; output: string }> {
  const child = spawn(node, ['apps/server/src/main/cli.ts', ...words], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const heard: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => heard.push(text))
  return new Promise((done) => {
    child.on('close', (code) => done({ code, output: heard.join('') }))
  })
}
