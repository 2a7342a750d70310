import { staffRoutes } from '@sesame/contract/staff'
import { cardRoutes } from '@sesame/contract/cards'
import { catalogRoutes } from '@sesame/contract/catalog'
import { channelRoutes } from '@sesame/contract/channels'
import { orderRoutes } from '@sesame/contract/orders'
import { useQueryOf } from '../../shared/api.ts'
import { useSession } from '../../shared/session.ts'

export type StepName = 'product' | 'bundle' | 'channel' | 'staff' | 'deal' | 'redemption'
export type Step = { name: StepName; to: string; done: boolean }

const one = { limit: 1 } as const

/**
 * What a new merchant does next, each step judged by what is there, and only those that this person may do.
 * Nothing while any of it is not known yet, so that no step flashes as open.
 */
export function useFirstSteps(): Step[] | undefined {
  const { can } = useSession('merchant')
  const rare = (permission: string) => ({ enabled: can(permission), staleTime: 60_000 })
  const listed = { ...one, state: 'listed' as const }
  const products = useQueryOf(
    catalogRoutes.listProducts,
    { query: { ...listed, shape: 'single' } },
    rare('catalog.edit'),
  )
  const bundles = useQueryOf(
    catalogRoutes.listProducts,
    { query: { ...listed, shape: 'bundle' } },
    rare('catalog.edit'),
  )
  const channels = useQueryOf(channelRoutes.listChannelAccounts, {}, rare('channel.edit'))
  const staff = useQueryOf(staffRoutes.listStaff, { query: { limit: 2 } }, rare('staff.edit'))
  const deals = useQueryOf(orderRoutes.listDeals, { query: one }, rare('order.view'))
  const redemptions = useQueryOf(cardRoutes.listRedemptions, { query: one }, rare('card.view'))

  const some = (list: { data: { items: unknown[] } | undefined }, least = 1) =>
    list.data && list.data.items.length >= least
  const steps: { name: StepName; to: string; may: boolean; done: boolean | undefined }[] = [
    { name: 'product', to: '/m/products', may: can('catalog.edit'), done: some(products) },
    { name: 'bundle', to: '/m/products', may: can('catalog.edit'), done: some(bundles) },
    {
      name: 'channel',
      to: '/m/channels',
      may: can('channel.edit'),
      done: channels.data?.items.some((account) => account.enabled),
    },
    { name: 'staff', to: '/m/staff', may: can('staff.edit'), done: some(staff, 2) },
    { name: 'deal', to: '/m/counter', may: can('order.sell') && can('order.view'), done: some(deals) },
    {
      name: 'redemption',
      to: '/m/counter?mode=redeem',
      may: can('card.redeem') && can('card.view'),
      done: some(redemptions),
    },
  ]
  const mine = steps.filter((step) => step.may)
  if (mine.some((step) => step.done === undefined)) return undefined
  return mine.map(({ name, to, done }) => ({ name, to, done: done === true }))
}
