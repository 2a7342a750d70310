import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, stateFolder } from './paths.ts'
import { runNode } from './run-command.ts'

/** What apps/server/src/main/demo.ts writes to `demo.json` in the state folder when it is done. */
export type Demo = {
  logins: { title: string; address: string; account: string; password: string }[]
}

const script = 'apps/server/src/main/demo.ts'
const files = () => ({
  done: join(stateFolder(), 'demo.json'),
  begun: join(stateFolder(), 'demo.loading'),
})

/** Loads the demo merchants once. A loading that was cut off left half a history, so it is refused, not hidden. */
export async function loadDemo({ embedded, isNew }: { embedded: boolean; isNew: boolean }): Promise<void> {
  const { done, begun } = files()
  if (isNew) rmSync(done, { force: true })
  else if (existsSync(begun)) throw new Error(unfinished(embedded))
  if (existsSync(done) || !existsSync(join(root, script))) return

  console.log('  Loading the demo merchants and some weeks of their history (once)')
  writeFileSync(begun, '')
  const { code } = await runNode([script], { show: true })
  if (code !== 0) throw new Error('The demo could not be loaded; see above')
  rmSync(begun)
}

function unfinished(embedded: boolean): string {
  const remedy = embedded ? 'run npm run reset and start again' : 'empty the database and start again'
  return `The demo was not loaded to its end the last time: ${remedy}, or set SESAME_DEMO=off`
}

export function readDemo(): Demo | undefined {
  const { done } = files()
  return existsSync(done) ? (JSON.parse(readFileSync(done, 'utf8')) as Demo) : undefined
}
