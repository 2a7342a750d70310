import { sql } from 'kysely'
import type { Fen } from '../kernel/money.ts'
import type { Tx } from '../kernel/db.ts'

export type Positions = {
  availableFen: Fen
  escrowFen: Fen
  bonusFen: Fen
  unappliedFen: Fen
  refundingFen: Fen
  atChannelsFen: Fen
  cashFen: Fen
  ownHandsFen: Fen
}

/** Where a merchant's money is now, summed over the accounts of each sort. Held = principal − advanced. */
export async function readPositions(tx: Tx): Promise<Positions> {
  const row = await tx.one(sql<Positions>`
    select
      coalesce(sum(b.balance) filter (where a.code = 'merchant:available'), 0)::bigint as "availableFen",
      coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) = 'principal'), 0)::bigint
        - coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) = 'advanced'), 0)::bigint as "escrowFen",
      coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) = 'bonus'), 0)::bigint as "bonusFen",
      coalesce(sum(b.balance) filter (where a.code like 'order:%'), 0)::bigint as "unappliedFen",
      coalesce(sum(b.balance) filter (where a.code like 'refund:%'), 0)::bigint as "refundingFen",
      coalesce(sum(b.balance) filter (where a.code like 'channel:%'), 0)::bigint as "atChannelsFen",
      coalesce(sum(b.balance) filter (where a.code like 'cash:%'), 0)::bigint as "cashFen",
      coalesce(sum(b.balance) filter (where a.code = 'merchant:own-hands'), 0)::bigint as "ownHandsFen"
    from ledger_account a
    join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    where a.merchant_id = ${tx.merchantId} and a.unit = 'CNY' and b.balance <> 0`)
  return row!
}

export async function countCards(tx: Tx): Promise<number> {
  const row = await tx.one(sql<{ cards: number }>`
    select count(*)::integer as cards from card where merchant_id = ${tx.merchantId} and state = 'active'`)
  return row!.cards
}
