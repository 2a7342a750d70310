import {
  merchantAccess,
  operatorAccess,
  permissionAccess,
  type Me as MeSchema,
} from '@sesame/contract/access'
import type { Static } from '@sesame/contract/schema'
import { QueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { queryOf, isRefusal } from './api.ts'

export type Me = Static<typeof MeSchema>
export type Audience = 'merchant' | 'operator' | 'permission'

/** One console each: its login routes and where its pages begin. */
export const consoles = {
  merchant: { access: merchantAccess, prefix: '/m' },
  operator: { access: operatorAccess, prefix: '/o' },
  permission: { access: permissionAccess, prefix: '/p' },
} as const

/** The three consoles have the same routes below another audience, so one shape serves all. */
export const accessOf = (audience: Audience) => consoles[audience].access as typeof merchantAccess

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && !isRefusal(error),
    },
  },
})

export const sessionQuery = (audience: Audience) => ({
  ...queryOf(accessOf(audience).me, {}),
  staleTime: 60_000,
})

export type Session = Me & { can: (permission: string) => boolean }

/** Who is logged in to this console; only below a console's layout, which has asked already. */
export function useSession(audience: Audience): Session {
  const { data } = useSuspenseQuery(sessionQuery(audience))
  return { ...data, can: (permission) => data.permissions.includes(permission) }
}
