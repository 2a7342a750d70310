import assert from 'node:assert/strict'

export type States<State extends string> = {
  readonly all: readonly State[]
  can(from: State, to: State): boolean
  /** A change that is not in the table is a bug, so it is asserted, not refused. */
  check(from: State, to: State): void
  next(from: State): readonly State[]
}

/** A life as a table: from each state, those it may change to. */
export function states<const Table extends Record<string, readonly (keyof Table & string)[]>>(
  table: Table,
): States<keyof Table & string> {
  type State = keyof Table & string
  const all = Object.keys(table) as State[]
  const next = (from: State): readonly State[] => table[from] ?? []
  const can = (from: State, to: State): boolean => next(from).includes(to)
  return {
    all,
    next,
    can,
    check: (from, to) => assert(can(from, to), `no way from ${from} to ${to}`),
  }
}

export type StateOf<Machine> = Machine extends States<infer State> ? State : never
