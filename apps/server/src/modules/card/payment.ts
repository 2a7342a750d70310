import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { refusal } from '../../kernel/refusals.ts'
import { postAll, transfersOf } from '../../ledger/index.ts'
import type { Account, Transfer } from '../../ledger/index.ts'
import { bonusCost, cardBonus, cardPrincipal } from '../chart/index.ts'
import { insertCardEvent } from './events.ts'
import { lockCard } from './store.ts'

/** A card that is gone cannot take money back. */
export const cardCannotTakeBack = refusal('card.cannot_take_back', 409)

/** The card that paid an order with its stored value, if one did. */
export async function findPayingCard(tx: Tx, orderId: string): Promise<string | undefined> {
  const row = await tx.one(sql<{ cardId: string }>`
    select card_id as "cardId" from card_event
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} and kind = 'paid' limit 1`)
  return row?.cardId
}

const keysOf = (orderId: string) => ({
  principal: `order:${orderId}:card-principal`,
  bonus: `order:${orderId}:card-bonus`,
})

/** What a card gave for an order: paid value and gifted value. */
export async function paidWithCard(
  tx: Tx,
  orderId: string,
): Promise<{ principalFen: bigint; bonusFen: bigint }> {
  const { principal, bonus } = keysOf(orderId)
  const taken = await transfersOf(tx, { keys: [principal, bonus] })
  const amountOf = (key: string) => taken.find((transfer) => transfer.key === key)?.amount ?? 0n
  return { principalFen: amountOf(principal), bonusFen: amountOf(bonus) }
}

export type PayBack = {
  orderId: string
  title: string
  /** Where the order's money waits: the reserve of the refund. */
  source: Account
  principalFen: bigint
  bonusFen: bigint
  actor: Actor
}

/**
 * Goods bought with a card are refunded to the card, paid and gifted value each as it was taken, in one or in parts.
 * The order's row is locked.
 */
export async function payBackToCard(tx: Tx, { orderId, title, source, ...back }: PayBack): Promise<void> {
  const { principalFen, bonusFen, actor } = back
  const cardId = await findPayingCard(tx, orderId)
  if (!cardId) throw cardCannotTakeBack({ orderId })
  const card = await lockCard(tx, cardId)
  if (!['active', 'frozen', 'gifting', 'lost', 'expired'].includes(card.state)) {
    throw cardCannotTakeBack({ orderId, cardId, state: card.state })
  }

  const keys = keysOf(orderId)
  const subject = { subjectKind: 'order', subjectId: orderId }
  const transfers: Transfer[] = [
    {
      key: `${keys.principal}:back:${source.code}`,
      undoes: keys.principal,
      debit: source,
      credit: cardPrincipal(cardId, 'value'),
      amount: principalFen,
      kind: 'refund.to_card',
      ...subject,
    },
    {
      key: `${keys.bonus}:back:${source.code}`,
      undoes: keys.bonus,
      debit: bonusCost(),
      credit: cardBonus(cardId),
      amount: bonusFen,
      kind: 'refund.bonus_to_card',
      ...subject,
    },
  ]
  await postAll(
    tx,
    transfers.filter(({ amount }) => amount > 0n),
  )
  await insertCardEvent(tx, { cardId, kind: 'refunded', title, actor, orderId, principalFen, bonusFen })
}

/** Whether a card was redeemed, or paid something, since a moment, and it still stands. */
export async function isUsedSince(tx: Tx, cardId: string, since: Date): Promise<boolean> {
  const used = await tx.one(sql`
    select from card_event e
    where e.merchant_id = ${tx.merchantId} and e.card_id = ${cardId} and e.created_at >= ${since}
      and (e.kind = 'redeemed' and not exists (select from card_event u
          where u.merchant_id = ${tx.merchantId} and u.card_id = e.card_id and u.kind = 'undone'
            and u.redemption_id = e.redemption_id)
        or e.kind = 'paid' and (select sum(u.principal_fen + u.bonus_fen) <> 0 from card_event u
          where u.merchant_id = ${tx.merchantId} and u.card_id = e.card_id
            and u.kind in ('paid', 'refunded') and u.order_id = e.order_id))
    limit 1`)
  return used !== undefined
}
