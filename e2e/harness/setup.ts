import { readFileSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { buildClient } from '../../scripts/build-client.ts'
import { addOperator } from './operator.ts'
import { startSystem, type System } from './system.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    system: System
  }
}

/** One Sesame for all stories of a run; each story brings its own merchant, so none sees another's figures. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const kept = process.env.STORIES_AT
  if (kept !== undefined) {
    project.provide('system', JSON.parse(readFileSync(kept, 'utf8')) as System)
    return undefined
  }
  await buildClient((line) => console.log(`  ${line}`))
  const { stop, ...system } = await startSystem((line) => console.log(`  stories ${line}`))
  await addOperator(system)
  project.provide('system', system)
  return stop
}
