import { hash } from 'node:crypto'

/** What is said again and again is worth keeping; lists with their many filters are not to fill a connection. */
const namesMax = 500

const names = new Map<string, string | undefined>()
let generation = 0

/**
 * A statement said a second time gets a name, so that each connection reads and plans it once. Undefined for what was
 * said only once, and when there are too many.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (!names.has(text)) {
    if (names.size < namesMax) names.set(text, undefined)
    return undefined
  }
  const name = `${generation} ${hash('sha1', text)}`
  names.set(text, name)
  return name
}

/** A migration has changed what some of them answer: from now on all have new names, and are planned anew. */
export function forgetStatementNames(): void {
  generation += 1
  names.clear()
}
