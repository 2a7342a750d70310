/** One seeded bug: the text is in the file exactly once and is replaced by the other. */
export type Mutant = {
  name: string
  file: string
  find: string
  replace: string
  /** Those that should see it. */
  tests: readonly string[]
}

type Bug = [name: string, find: string, replace: string]

/** Bugs of one file, all to be seen by the same tests. */
export function bugsOf(file: string, tests: readonly string[], bugs: readonly Bug[]): Mutant[] {
  return bugs.map(([name, find, replace]) => ({ name, file: `apps/server/${file}`, find, replace, tests }))
}
