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

/**
 * Goods bought with a card are refunded to the card, paid and gifted value each as it was taken. `source` is
 * where the order's money waits: the reserve of the refund. The order's row is locked.
 */
export async function payBackToCard(
  tx: Tx,
  { orderId, title, source, actor }: { orderId: string; title: string; source: Account; actor: Actor },
): Promise<void> {
  const cardId = await findPayingCard(tx, orderId)
  if (!cardId) throw cardCannotTakeBack({ orderId })
  const card = await lockCard(tx, cardId)
  if (!['active', 'frozen', 'gifting', 'lost', 'expired'].includes(card.state)) {
    throw cardCannotTakeBack({ orderId, cardId, state: card.state })
  }

  const keys = { principal: `order:${orderId}:card-principal`, bonus: `order:${orderId}:card-bonus` }
  const taken = await transfersOf(tx, { keys: Object.values(keys) })
  const amountOf = (key: string) => taken.find((transfer) => transfer.key === key)?.amount ?? 0n
  const subject = { subjectKind: 'order', subjectId: orderId }
  const back: Transfer[] = [
    {
      key: `${keys.principal}:back`,
      undoes: keys.principal,
      debit: source,
      credit: cardPrincipal(cardId, 'value'),
      amount: amountOf(keys.principal),
      kind: 'refund.to_card',
      ...subject,
    },
    {
      key: `${keys.bonus}:back`,
      undoes: keys.bonus,
      debit: bonusCost(),
      credit: cardBonus(cardId),
      amount: amountOf(keys.bonus),
      kind: 'refund.bonus_to_card',
      ...subject,
    },
  ]
  await postAll(
    tx,
    back.filter(({ amount }) => amount > 0n),
  )
  await insertCardEvent(tx, {
    cardId,
    kind: 'refunded',
    title,
    actor,
    orderId,
    principalFen: amountOf(keys.principal),
    bonusFen: amountOf(keys.bonus),
  })
}

/** Whether a card was redeemed, or paid something, since a moment, and it still stands. */
export async function isUsedSince(tx: Tx, cardId: string, since: Date): Promise<boolean> {
  const used = await tx.one(sql`
    select from card_event e
    where e.merchant_id = ${tx.merchantId} and e.card_id = ${cardId} and e.created_at >= ${since}
      and (e.kind = 'redeemed' and not exists (select from card_event u
          where u.merchant_id = ${tx.merchantId} and u.card_id = e.card_id and u.kind = 'undone'
            and u.redemption_id = e.redemption_id)
        or e.kind = 'paid' and not exists (select from card_event u
          where u.merchant_id = ${tx.merchantId} and u.card_id = e.card_id and u.kind = 'refunded'
            and u.order_id = e.order_id))
    limit 1`)
  return used !== undefined
}
