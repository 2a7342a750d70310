import {
  bank,
  cardPrincipal,
  cardVisits,
  issued,
  merchantAvailable,
  orderUnapplied,
} from '../../apps/server/src/modules/chart/index.ts'
import type { Account } from '../../apps/server/src/ledger/index.ts'
import { idOf, idText, thingsOf } from './ids.ts'

/** What each card was filled with, and what each visit is worth. */
const [visits, visitFen] = [100_000, 10]
const redemptionsPerCard = 4

const productId = idText('product', 0)
const hot = { bank: 0, issued: 1, available: 2, sale: 3 } as const

/** The accounts that all transfers meet in, with what they come to; one sale paid for all cards. */
export function hotAccounts(cards: number): string {
  const filled = cards * visits
  const used = cards * redemptionsPerCard
  return `with account as (
    insert into ledger_account (merchant_id, id, code, unit, normal, floor, created_at) values
      ${accountRow(hot.bank, bank())}, ${accountRow(hot.issued, issued(productId))},
      ${accountRow(hot.available, merchantAvailable())}, ${accountRow(hot.sale, orderUnapplied(idText('sale', 0)))})
    insert into ledger_balance (merchant_id, account_id, balance, transfers) values
      ($1, ${idOf('hot', `${hot.bank}`)}, ${filled * visitFen}, 1),
      ($1, ${idOf('hot', `${hot.issued}`)}, ${filled - used}, ${cards + used}),
      ($1, ${idOf('hot', `${hot.available}`)}, ${used * visitFen}, ${used}),
      ($1, ${idOf('hot', `${hot.sale}`)}, 0, ${cards + 1})`
}

function accountRow(n: number, { code, unit, normal, floor }: Account): string {
  return `($1, ${idOf('hot', `${n}`)}, '${code}', '${unit}', '${normal}', ${floor ?? 'null'}, now())`
}

/** Each card's money and its visits. */
export function accountsOfCards(cards: number): string {
  const [principal, left] = [cardPrincipal('CARD', productId), cardVisits('CARD', productId)]
  const code = (account: Account) => `replace('${account.code}', 'CARD', ${idOf('card', 'n')}::text)`
  return `with account as (
    insert into ledger_account (merchant_id, id, code, unit, normal, floor, created_at)
    select $1, ${idOf('account', 'n * 2 + side')},
      case side when 0 then ${code(principal)} else ${code(left)} end,
      case side when 0 then '${principal.unit}' else '${left.unit}' end, 'credit', 0, now()
    from ${thingsOf(cards)} cross join generate_series(0, 1) s (side))
    insert into ledger_balance (merchant_id, account_id, balance, transfers)
    select $1, ${idOf('account', 'n * 2 + side')},
      ${visits - redemptionsPerCard} * case side when 0 then ${visitFen} else 1 end, ${1 + redemptionsPerCard}
    from ${thingsOf(cards)} cross join generate_series(0, 1) s (side)`
}

type Side = { account: string; sequence: string; balance: string }
type Transfers = { first: string; key: string; kind: string; amount: number; debit: Side; credit: Side }

const hotId = (name: keyof typeof hot): string => idOf('hot', `${hot[name]}`)
const principalOf = idOf('account', 'n * 2')
const visitsOf = idOf('account', 'n * 2 + 1')

/** In the order of their time: first all cards are filled, then each is used once, and again, four times. */
export function transfersOfCards(cards: number): string[] {
  const filling: Transfers[] = [
    {
      first: 'n * 2',
      key: 'principal',
      kind: 'card.principal',
      amount: visits * visitFen,
      debit: {
        account: hotId('sale'),
        sequence: 'n + 2',
        balance: `(${cards} - n - 1) * ${visits * visitFen}::bigint`,
      },
      credit: { account: principalOf, sequence: '1', balance: `${visits * visitFen}` },
    },
    {
      first: 'n * 2 + 1',
      key: 'visits',
      kind: 'card.visits',
      amount: visits,
      debit: { account: hotId('issued'), sequence: 'n + 1', balance: `(n + 1) * ${visits}::bigint` },
      credit: { account: visitsOf, sequence: '1', balance: `${visits}` },
    },
  ]
  const statements = [
    saleOf(cards),
    ...filling.map((one) => insertOf(cards, one, `'fill:' || ${idOf('card', 'n')} || ':`)),
  ]
  for (let turn = 0; turn < redemptionsPerCard; turn++)
    statements.push(
      ...usingOf(cards, turn).map((one) =>
        insertOf(cards, one, `'redemption:' || ${idOf('redemption', `${turn * cards} + n`)} || ':`),
      ),
    )
  return statements
}

function saleOf(cards: number): string {
  const total = `${cards * visits * visitFen}`
  const sale: Transfers = {
    first: `${cards * 2 * (1 + redemptionsPerCard)}`,
    key: 'sale',
    kind: 'order.paid',
    amount: cards * visits * visitFen,
    debit: { account: hotId('bank'), sequence: '1', balance: total },
    credit: { account: hotId('sale'), sequence: '1', balance: total },
  }
  return insertOf(1, sale, `'`)
}

/** What each card tells its holder of all that. */
export function historyOfCards(cards: number): string[] {
  const told = (turn: number, kind: string, [visitsTold, fenTold]: [number, number]) =>
    `insert into card_event (merchant_id, id, card_id, kind, title, product_id, visits, principal_fen, actor_kind,
       actor_id, created_at)
     select $1, ${idOf('event', `${turn * cards} + n`)}, ${idOf('card', 'n')}, '${kind}', '游泳', '${productId}',
       ${visitsTold}, ${fenTold}, 'system', 'bench', now()
     from ${thingsOf(cards)}`
  return [
    told(0, 'opened', [visits, visits * visitFen]),
    ...Array.from({ length: redemptionsPerCard }, (_, turn) => told(turn + 1, 'redeemed', [-1, -visitFen])),
  ]
}

/** One visit of every card. */
function usingOf(cards: number, turn: number): Transfers[] {
  const [before, sequence] = [turn * cards, `${turn + 2}`]
  return [
    {
      first: `${2 * cards + 2 * before} + n * 2`,
      key: 'visits',
      kind: 'card.visits_used',
      amount: 1,
      debit: { account: visitsOf, sequence, balance: `${visits - turn - 1}` },
      credit: {
        account: hotId('issued'),
        sequence: `${cards + before} + n + 1`,
        balance: `${cards}::bigint * ${visits} - ${before} - n - 1`,
      },
    },
    {
      first: `${2 * cards + 2 * before} + n * 2 + 1`,
      key: 'principal',
      kind: 'card.visits_redeemed',
      amount: visitFen,
      debit: { account: principalOf, sequence, balance: `${(visits - turn - 1) * visitFen}` },
      credit: {
        account: hotId('available'),
        sequence: `${before} + n + 1`,
        balance: `(${before} + n + 1) * ${visitFen}::bigint`,
      },
    },
  ]
}

function insertOf(
  cards: number,
  { first, key, kind, amount, debit, credit }: Transfers,
  keyHead: string,
): string {
  return `insert into ledger_transfer (merchant_id, id, key, hash, kind, subject_kind, subject_id, amount,
      debit_account_id, debit_sequence, debit_balance, credit_account_id, credit_sequence, credit_balance, created_at)
    select $1, ${idOf('transfer', first)}, ${keyHead}${key}', sha256(int8send((${first})::bigint)), '${kind}', 'card',
      ${idOf('card', 'n')}::text, ${amount}, ${debit.account}, ${debit.sequence}, ${debit.balance},
      ${credit.account}, ${credit.sequence}, ${credit.balance}, now()
    from ${thingsOf(cards)}`
}
