import { sql } from 'kysely'
import type { Check, Scope } from './check.ts'

/** What each card's history adds up to, as its holder reads it. */
const told = ({ only }: Scope) => sql`
  select e.merchant_id, e.card_id, sum(e.visits) as visits, sum(e.principal_fen) as principal,
    sum(e.bonus_fen) as bonus
  from card_event e where true ${only('e')} group by e.merchant_id, e.card_id`

/** What each card holds by the books. */
const held = ({ only }: Scope) => sql`
  select a.merchant_id, split_part(a.code, ':', 2) as card_id,
    coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) in ('visits', 'gift-visits')), 0) as visits,
    coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) = 'principal'), 0) as principal,
    coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) = 'bonus'), 0) as bonus
  from ledger_account a
  join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
  where a.code like 'card:%' ${only('a')} group by 1, 2`

export const historyChecks: readonly Check[] = [
  {
    invariant: 7,
    name: 'visits granted, used and given back, as a card tells them, are those left',
    rows: (scope) => sql`
      select k.merchant_id, k.id as card, k.number, t.visits as told, h.visits as held
      from card k
      left join (${told(scope)}) t on t.merchant_id = k.merchant_id and t.card_id = k.id
      left join (${held(scope)}) h on h.merchant_id = k.merchant_id and h.card_id = k.id::text
      where coalesce(t.visits, 0) <> coalesce(h.visits, 0) ${scope.only('k')}`,
  },
  {
    invariant: 8,
    name: 'prepaid, consumed and refunded, as a card tells them, are the principal left',
    rows: (scope) => sql`
      select k.merchant_id, k.id as card, k.number, t.principal as told, h.principal as held,
        t.bonus as bonus_told, h.bonus as bonus_held
      from card k
      left join (${told(scope)}) t on t.merchant_id = k.merchant_id and t.card_id = k.id
      left join (${held(scope)}) h on h.merchant_id = k.merchant_id and h.card_id = k.id::text
      where (coalesce(t.principal, 0) <> coalesce(h.principal, 0) or coalesce(t.bonus, 0) <> coalesce(h.bonus, 0))
        ${scope.only('k')}`,
  },
]
