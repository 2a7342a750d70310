import { orderRoutes } from '@sesame/contract/orders'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { queryOf } from '../../../../shared/api.ts'
import { bodyOf, type Buyer, type CartLine } from '../../counter-types.ts'

export type Quote = {
  totalFen: number | undefined
  /** Of all lines of this name: several cards of one bundle are a line each in the quote. */
  amountOf: (name: string) => number | undefined
  /** Still that of the cart before: shown, but nothing is sold by it. */
  stale: boolean
  error: Error | null
}

/** What the server asks for the cart, asked anew whenever it changes. */
export function useQuote(lines: CartLine[], buyer: Buyer | undefined): Quote {
  const some = lines.length > 0
  const asked = useQuery({
    ...queryOf(orderRoutes.quote, {
      query: { lines: JSON.stringify(lines.map(bodyOf)), ...(buyer ? { customerId: buyer.id } : {}) },
    }),
    enabled: some,
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const data = some && !asked.error ? asked.data : undefined
  const amountOf = (name: string) => {
    const found = data?.lines.filter((line) => line.name === name) ?? []
    return found.length === 0 ? undefined : found.reduce((sum, line) => sum + line.amountFen, 0)
  }
  return {
    totalFen: data?.totalFen,
    amountOf,
    stale: asked.isPlaceholderData,
    error: some ? asked.error : null,
  }
}
