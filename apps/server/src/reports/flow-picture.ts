import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { moneyRoutes } from '@sesame/contract/money'
import type { Tx } from '../kernel/db.ts'
import { when, within } from './filters.ts'

type Picture = AnswerOf<typeof moneyRoutes.flow>
type Query = QueryOf<typeof moneyRoutes.flow>
type Tone = Picture['nodes'][number]['tone']

/** One group of cards (a card type) or one pot, with the net of what went each way. */
type Flow = { group: string; part: 'principal' | 'bonus'; other: string; netFen: bigint }

const ends: Record<string, { id: string; name: string; tone: Tone }> = {
  released: { id: 'released', name: '已释放给商户', tone: 'released' },
  refunded: { id: 'refunded', name: '已退回用户', tone: 'refunded' },
  unclaimed: { id: 'unclaimed', name: '未领取', tone: 'refunded' },
  held: { id: 'held', name: '预付余额', tone: 'held' },
  'bonus-used': { id: 'bonus-used', name: '赠金已用', tone: 'bonus' },
  'bonus-left': { id: 'bonus-left', name: '赠金余额', tone: 'bonus' },
}

/**
 * Where each yuan of prepaid money went: paid → card types → held, released, refunded; gifted value apart.
 * Of one card type or one card the middle shows pots (the products paid for) instead.
 */
export async function flowPicture(tx: Tx, query: Query): Promise<Picture> {
  const flows = await readFlows(tx, query)
  const links: Picture['links'] = []
  const names = new Map<string, { id: string; name: string; tone: Tone }>()
  const link = (from: string, to: string, amountFen: bigint) => {
    if (amountFen > 0n) links.push({ from, to, amountFen: Number(amountFen) })
  }

  for (const [group, part] of groupsOf(flows)) {
    const own = flows.filter((flow) => flow.group === group && flow.part === part)
    const came = sumOf(own, part === 'principal' ? ['order'] : ['cost-in'])
    const node = part === 'principal' ? group : `${group} 赠金`
    names.set(node, { id: node, name: node, tone: part === 'principal' ? 'own' : 'bonus' })
    link(part === 'principal' ? 'paid' : 'gifted', node, came)
    const gone = part === 'principal' ? ['released', 'refunded', 'unclaimed'] : ['bonus-used']
    for (const end of gone) link(node, end, -sumOf(own, [end]))
    link(
      node,
      part === 'principal' ? 'held' : 'bonus-left',
      own.reduce((sum, flow) => sum + flow.netFen, 0n),
    )
  }
  const sources = [
    { id: 'paid', name: '用户实付', tone: 'own' as const },
    { id: 'gifted', name: '商户赠送', tone: 'bonus' as const },
  ]
  const nodes = [...sources, ...names.values(), ...Object.values(ends)]
  const used = new Set(links.flatMap(({ from, to }) => [from, to]))
  return { nodes: nodes.filter((node) => used.has(node.id)), links }
}

const sumOf = (flows: readonly Flow[], others: readonly string[]): bigint =>
  flows.filter((flow) => others.includes(flow.other)).reduce((sum, flow) => sum + flow.netFen, 0n)

function groupsOf(flows: readonly Flow[]): [string, Flow['part']][] {
  const keys = new Set(flows.map((flow) => JSON.stringify([flow.group, flow.part])))
  return [...keys].sort().map((key) => JSON.parse(key) as [string, Flow['part']])
}

/** Nets per group and counterpart; an undo is netted with what it undoes because it goes the other way. */
async function readFlows(tx: Tx, query: Query): Promise<Flow[]> {
  const byPot = query.cardTypeId !== undefined || query.cardId !== undefined
  const group = byPot
    ? sql`case when mine.pot = 'value' then '储值' when mine.pot = '' then '储值' else coalesce(p.name, mine.pot) end`
    : sql`t.name`
  return tx.query(sql<Flow>`
    select ${group} as "group", mine.part,
      case when mine.part = 'bonus' then case when mine.opening then 'cost-in' else 'bonus-used' end
        when mine.opening then 'order' when mine.other like 'refund:%' then 'refunded'
        when mine.other = 'merchant:unclaimed' then 'unclaimed' else 'released' end as other,
      sum(mine.amount)::bigint as "netFen"
    from (
      ${side(tx, query, 'credit')} union all ${side(tx, query, 'debit')}) mine
    join card k on k.merchant_id = ${tx.merchantId} and k.id = mine.card_id
    join card_type t on t.merchant_id = k.merchant_id and t.id = k.type_id
    left join product p on p.merchant_id = k.merchant_id and p.id::text = mine.pot
    where true
      ${when(query.cardTypeId, (id) => sql`k.type_id = ${id}`)}
      ${when(query.cardId, (id) => sql`k.id = ${id}`)}
    group by 1, 2, 3`)
}

function side(tx: Tx, query: Query, name: 'debit' | 'credit') {
  const other = name === 'debit' ? 'credit' : 'debit'
  const id = (column: string) => sql.ref(`t.${column}_account_id`)
  return sql`
    select split_part(a.code, ':', 2)::uuid as card_id, split_part(a.code, ':', 3) as part,
      split_part(a.code, ':', 4) as pot, o.code as other,
      (t.kind in ('card.principal', 'card.bonus', 'refund.taken_back')
        or (t.kind = 'refund.restored' and split_part(a.code, ':', 3) = 'bonus')) as opening,
      ${name === 'credit' ? sql`t.amount` : sql`-t.amount`} as amount
    from ledger_transfer t
    join ledger_account a on a.merchant_id = t.merchant_id and a.id = ${id(name)}
    join ledger_account o on o.merchant_id = t.merchant_id and o.id = ${id(other)}
    where t.merchant_id = ${tx.merchantId} and a.code like 'card:%'
      and split_part(a.code, ':', 3) in ('principal', 'bonus')
      ${when(query.cardId, (cardId) => sql`a.code like ${`card:${cardId}:%`}`)}
      ${within(sql`t.created_at`, query)}`
}
