import { customerRoutes } from '@sesame/contract/orders'
import { useState } from 'react'
import { queryOf } from '../../shared/api.ts'
import { useNotice } from '../../shared/notice.tsx'
import { queryClient } from '../../shared/session.ts'
import { isMobile } from '../customers/parts/customer-types.ts'
import type { Buyer } from './counter-types.ts'

export type Found =
  | { kind: 'nothing' }
  | { kind: 'several'; buyers: Buyer[] }
  | { kind: 'new'; mobile: string }
  | { kind: 'unknown'; words: string }

const shownMax = 8

/** Finds customers by a whole mobile, its last four digits, or a name; one found is chosen at once. */
export function useFinding(onFound: (buyer: Buyer) => void) {
  const notice = useNotice()
  const [found, setFound] = useState<Found>({ kind: 'nothing' })
  const [finding, setFinding] = useState(false)

  const find = async (words: string) => {
    setFinding(true)
    try {
      const query = queryOf(customerRoutes.listCustomers, { query: { search: words, limit: shownMax } })
      const { items } = await queryClient.fetchQuery({ ...query, staleTime: 0 })
      const [only] = items
      if (only && items.length === 1) {
        setFound({ kind: 'nothing' })
        onFound(only)
      } else if (items.length > 1) setFound({ kind: 'several', buyers: items })
      else setFound(isMobile(words) ? { kind: 'new', mobile: words } : { kind: 'unknown', words })
    } catch (error) {
      notice.failed(error)
    } finally {
      setFinding(false)
    }
  }
  return { find, finding, found, forget: () => setFound({ kind: 'nothing' }) }
}
