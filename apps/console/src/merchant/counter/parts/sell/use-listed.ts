import { catalogRoutes } from '@sesame/contract/catalog'
import { useQueryOf, queryOf } from '../../../../shared/api.ts'
import { queryClient } from '../../../../shared/session.ts'
import type { Product } from '../../counter-types.ts'

type Shape = 'single' | 'bundle'
type Listed = { items: Product[]; nextCursor: string | null }

export const listedMax = 200
const keptMilliseconds = 30_000

const everything = { query: { state: 'listed' as const, limit: listedMax } }
const beginningWith = (search: string) => ({ query: { ...everything.query, search } })

/** Any part of a name or category, small letters or capital. */
export function matching(items: Product[], search: string, shape?: Shape): Product[] {
  const words = search.toLowerCase()
  return items.filter(
    (product) =>
      (shape === undefined || product.shape === shape) &&
      `${product.name} ${product.category}`.toLowerCase().includes(words),
  )
}

/**
 * What is on sale. A shop's whole list mostly fits in one answer and is searched here at once; of a longer one
 * the server is asked, which finds the beginnings of names.
 */
export function useListed(search: string, shape?: Shape) {
  const all = useQueryOf(catalogRoutes.listProducts, everything, { staleTime: keptMilliseconds })
  const isLong = Boolean(all.data?.nextCursor) && search !== ''
  const some = useQueryOf(catalogRoutes.listProducts, beginningWith(search), { enabled: isLong })
  const asked = isLong ? some : all
  return {
    data: asked.data && listedOf(asked.data, isLong ? '' : search, shape),
    error: asked.error,
    isPending: asked.isPending,
    refetch: asked.refetch,
  }
}

/** The first product that the words find. */
export async function findListed(search: string): Promise<Product | undefined> {
  const all = await queryClient.fetchQuery({
    ...queryOf(catalogRoutes.listProducts, everything),
    staleTime: keptMilliseconds,
  })
  const [found] = matching(all.items, search)
  if (found || !all.nextCursor) return found
  const query = queryOf(catalogRoutes.listProducts, beginningWith(search))
  return (await queryClient.fetchQuery(query)).items[0]
}

function listedOf({ items, nextCursor }: Listed, search: string, shape: Shape | undefined) {
  return { items: matching(items, search, shape), isCut: nextCursor !== null }
}
