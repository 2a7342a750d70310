import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import {
  bonusCost,
  cardBonus,
  cardGiftVisits,
  cardPrincipal,
  cardVisits,
  cashOfStaff,
  channel,
  issued,
  merchantAvailable,
  merchantOwnHands,
  refundReserve,
} from '../../src/modules/chart/index.ts'
import type { World } from '../world.ts'
import type { Shelf } from './shelf.ts'
import type { Sums } from './sums.ts'

/** The ids that the world gave to what the model counts, in the model's order. */
export type Ids = { cards: string[]; orders: string[]; attempts: string[]; refunds: string[] }

type Seen = {
  balances: Record<string, number> | null
  cards: Record<string, string> | null
  orders: Record<string, string> | null
  refunds: Record<string, string> | null
  stock: number
}

/** Every account that is not empty, every state and the stock of this merchant must be what the model says. */
export async function compareBooks(w: World, shelf: Shelf, ids: Ids, sums: Sums): Promise<void> {
  const text = `select
      (select json_object_agg(a.code, b.balance) from ledger_account a
        join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
        where a.merchant_id = $1 and b.balance <> 0) as balances,
      (select json_object_agg(id, state) from card where merchant_id = $1) as cards,
      (select json_object_agg(id, state) from sale_order
        where merchant_id = $1 and source <> 'redemption') as orders,
      (select json_object_agg(id, state) from refund where merchant_id = $1 and attempt_id is not null) as refunds,
      (select supplied - held - sold from stock where merchant_id = $1 and product_id = $2) as stock`
  // Named, so that it is planned once: it is asked after every command.
  const values = [w.merchantId, shelf.goodsId]
  const { rows } = await w.db.owner.query<Seen>({ name: 'books', text, values })
  const { balances, cards, orders, refunds, stock } = rows[0]!
  const seen = { balances: balances ?? {}, cards: cards ?? {}, orders: orders ?? {}, refunds: refunds ?? {} }
  const told = toldBy(w, shelf, ids, sums)
  if (!isDeepStrictEqual({ ...seen, stock }, told)) expect({ ...seen, stock }).toEqual(told)
}

function toldBy(w: World, { visitId, accountId }: Shelf, ids: Ids, sums: Sums) {
  const balances: Record<string, number> = {}
  const put = ({ code }: { code: string }, amount: number) => {
    if (amount !== 0) balances[code] = amount
  }
  put(merchantAvailable(), sums.available)
  put(merchantOwnHands(), sums.ownHands)
  put(cashOfStaff(w.staffId), sums.cash)
  put(channel(accountId), sums.channel)
  put(issued(visitId), sums.issued)
  put(bonusCost(), sums.bonusCost)
  sums.cards.forEach(({ visits, value }, index) => {
    const id = ids.cards[index]!
    put(cardVisits(id, visitId), visits.paid)
    put(cardGiftVisits(id, visitId), visits.gift)
    put(cardPrincipal(id, visitId), visits.principal)
    put(cardPrincipal(id, 'value'), value.principal)
    put(cardBonus(id), value.bonus)
  })
  sums.refunds.forEach(({ amount, state }, index) => {
    if (state !== 'succeeded') put(refundReserve(ids.refunds[index]!), amount)
  })
  const states = (found: readonly string[], of: readonly { state: string }[]) =>
    Object.fromEntries(of.map(({ state }, index) => [found[index]!, state]))
  const orders = sums.orders.map(({ state, kind }) => {
    if (state !== 'done') return { state }
    return { state: kind === 'goods' ? 'completed' : 'fulfilled' }
  })
  return {
    balances,
    cards: states(ids.cards, sums.cards),
    orders: states(ids.orders, orders),
    refunds: states(ids.refunds, sums.refunds),
    stock: sums.stock,
  }
}
