import type { AnswerOf, InputOf, Route } from '@sesame/contract/route'
import { useInfiniteQuery } from '@tanstack/react-query'
import { client, queryOf } from '../api.ts'

type RowOf<R> = AnswerOf<R> extends { items: readonly (infer Row)[] } ? Row : never
type Page<Row> = { items: Row[]; nextCursor: string | null }
export type More<Row> = {
  rows: Row[]
  hasMore: boolean
  more: () => void
  isPending: boolean
  isFetching: boolean
  error: unknown
  refetch: () => unknown
}

/** A list inside a drawer: it grows by a button, and its place is not kept in the address. */
export function useMore<R extends Route>(
  route: R,
  input: InputOf<R>,
  { enabled = true, pageSize = 20 }: { enabled?: boolean; pageSize?: number } = {},
): More<RowOf<R>> {
  const asked = useInfiniteQuery({
    queryKey: [...queryOf(route, input).queryKey, 'more'],
    queryFn: async ({ pageParam }) => {
      const query = { ...(input.query as object | undefined), cursor: pageParam, limit: pageSize }
      return (await client.call(route, { ...input, query } as InputOf<R>)) as Page<RowOf<R>>
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled,
  })
  return {
    rows: asked.data?.pages.flatMap((page) => page.items) ?? [],
    hasMore: asked.hasNextPage,
    more: () => void asked.fetchNextPage(),
    isPending: asked.isPending,
    isFetching: asked.isFetching,
    error: asked.error,
    refetch: asked.refetch,
  }
}
