import type { Compose } from '../../http/compose.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { SettableClock } from '../../kernel/clock.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import type { Dice } from './dice.ts'
import type { Identity } from './names.ts'
import type { ProductPlan, ShopPlan } from './shops/plan.ts'
import type { DemoWorld } from './world.ts'

/** One merchant of the demo while its history is made: what it has, and what is known of its customers. */
export type Shop = {
  plan: ShopPlan
  merchantId: string
  world: DemoWorld
  clock: SettableClock
  /** What its flows are given; they live by the shop's clock. */
  parts: Compose
  dice: Dice
  key(): string
  owner: StaffCaller
  managers: StaffCaller[]
  cashiers: StaffCaller[]
  stores: string[]
  products: Map<string, StockedProduct>
  apps: Apps
  customers: Customer[]
  /** Orders and attempts that are over: their jobs have nothing to ask a channel. */
  settled: Set<string>
  /** Somebody who may be sent messages was served since jobs ran last. */
  talks: boolean
  counts: Record<string, number>
}

export type StockedProduct = { id: string; plan: ProductPlan }
export type Apps = {
  miniProgramId: string
  wechatNumber: string
  wechatAccountId: string
  alipayAppId: string
  templateIds: string[]
}

export type Customer = Identity & {
  way: 'counter' | 'mobile' | 'mini-program'
  customerId: string
  personId: string | undefined
  /** May be sent messages while consents last. */
  consents: number
  cards: HeldCard[]
}

/** What we remember of a card, so that nobody has to be asked before each visit. */
export type HeldCard = {
  cardId: string
  bundle: string
  visits: Map<string, number>
  valueFen: number
  /** When one of a product was last used, in milliseconds. */
  usedAt: Map<string, number>
  blocked: boolean
}

/** What every command needs, in the name of somebody of the staff. */
export function by(shop: Shop, caller: StaffCaller): { merchantId: string; key: string; actor: Actor } {
  return { merchantId: shop.merchantId, key: shop.key(), actor: actorOf(caller) }
}

export function productOf(shop: Shop, key: string): StockedProduct {
  const found = shop.products.get(key)
  if (!found) throw new Error(`${shop.plan.name} has no product ${key}`)
  return found
}

export function count(shop: Shop, what: string): void {
  shop.counts[what] = (shop.counts[what] ?? 0) + 1
}

export const seconds = (amount: number): number => amount * 1000
export const minutes = (amount: number): number => amount * 60_000

/** Of which products this card has something that can be used today. */
export function usableVisits(shop: Shop, card: HeldCard): [product: string, left: number][] {
  return [...card.visits].filter(([product, left]) => {
    const { plan } = productOf(shop, product)
    const days = plan.sells === 'visit' ? (plan.lastsDays ?? 0) : 0
    const free = (card.usedAt.get(product) ?? 0) + days * 24 * minutes(60)
    return left > 0 && shop.clock.now().getTime() >= free
  })
}
