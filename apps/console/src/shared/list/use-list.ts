import type { AnswerOf, InputOf, QueryOf, Route } from '@sesame/contract/route'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { client, queryOf } from '../api.ts'

export type Filters = Record<string, string | number | boolean | undefined>
type RowOf<R> = AnswerOf<R> extends { items: readonly (infer Row)[] } ? Row : never
type Page<Row> = { items: Row[]; nextCursor: string | null }

export type List<Row> = {
  rows: Row[]
  /** Filters as they stand in the address. */
  filters: Filters
  filtered: boolean
  setFilters: (change: Filters) => void
  clearFilters: () => void
  pageNumber: number
  hasNext: boolean
  hasPrevious: boolean
  next: () => void
  previous: () => void
  isPending: boolean
  isFetching: boolean
  error: unknown
  refetch: () => unknown
  /** All rows under the filters, page by page, for the export. */
  everything: () => AsyncGenerator<Row[]>
}

type Options<R extends Route> = {
  /** Asked on every page beside the filters. */
  fixed?: Partial<QueryOf<R>>
  params?: InputOf<R>['params']
  pageSize?: number
  /** Filters that belong to another list in the same address get another prefix. */
  prefix?: string
}

/** A list paged by the server's cursor; its filters live in the address so that a link can be shared. */
export function useList<R extends Route>(route: R, options: Options<R> = {}): List<RowOf<R>> {
  const { fixed, params, pageSize = 20, prefix = '' } = options
  const search: Filters = useSearch({ strict: false })
  const navigate = useNavigate()
  const [trail, setTrail] = useState<(string | undefined)[]>([])

  const cursorName = `${prefix}cursor`
  const cursor = search[cursorName] as string | undefined
  const filters = filtersOf(search, prefix)
  const inputOf = (at: string | undefined, limit: number) =>
    ({ params, query: { ...fixed, ...filters, cursor: at, limit } }) as unknown as InputOf<R>

  const asked = useQuery({ ...queryOf(route, inputOf(cursor, pageSize)), placeholderData: keepPreviousData })
  const page = asked.data as Page<RowOf<R>> | undefined

  const go = (change: Filters, replace = false) =>
    void navigate({ to: '.', search: (kept: Filters) => clean({ ...kept, ...change }), replace } as never)
  const setFilters = (change: Filters) => {
    setTrail([])
    const named = Object.fromEntries(Object.entries(change).map(([name, value]) => [prefix + name, value]))
    go({ ...named, [cursorName]: undefined }, true)
  }
  async function* everything(): AsyncGenerator<RowOf<R>[]> {
    let at: string | undefined
    do {
      const answer = (await client.call(route, inputOf(at, 200))) as Page<RowOf<R>>
      yield answer.items
      at = answer.nextCursor ?? undefined
    } while (at)
  }

  return {
    rows: page?.items ?? [],
    filters,
    filtered: Object.keys(filters).length > 0,
    setFilters,
    clearFilters: () => setFilters(Object.fromEntries(Object.keys(filters).map((name) => [name, undefined]))),
    pageNumber: trail.length + 1,
    hasNext: Boolean(page?.nextCursor),
    hasPrevious: cursor !== undefined,
    next: () => {
      setTrail([...trail, cursor])
      go({ [cursorName]: page?.nextCursor ?? undefined })
    },
    previous: () => {
      setTrail(trail.slice(0, -1))
      go({ [cursorName]: trail.at(-1) })
    },
    isPending: asked.isPending,
    isFetching: asked.isFetching,
    error: asked.error,
    refetch: asked.refetch,
    everything,
  }
}

function filtersOf(search: Filters, prefix: string): Filters {
  const names = Object.keys(search).filter(
    (name) => name.startsWith(prefix) && !name.endsWith('cursor') && (prefix !== '' || !name.includes('.')),
  )
  return Object.fromEntries(names.map((name) => [name.slice(prefix.length), search[name]]))
}

function clean(search: Filters): Filters {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}

type WholeQuery<Row> = {
  data: { items: Row[] } | undefined
  isPending: boolean
  isFetching: boolean
  error: unknown
  refetch: () => unknown
}

/** A short list that the server answers whole (roles, card types), in the shape that ListView shows. */
export function wholeList<Row>(query: WholeQuery<Row>): List<Row> {
  const rows = query.data?.items ?? []
  const nothing = () => undefined
  return {
    rows,
    filters: {},
    filtered: false,
    setFilters: nothing,
    clearFilters: nothing,
    pageNumber: 1,
    hasNext: false,
    hasPrevious: false,
    next: nothing,
    previous: nothing,
    isPending: query.isPending,
    isFetching: query.isFetching,
    error: query.error,
    refetch: query.refetch,
    everything: async function* () {
      yield rows
    },
  }
}
