import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { dashboardRoutes } from '@sesame/contract/money'
import { businessDay, startOfBusinessDay } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { readPositions } from './positions.ts'

export type Figures = AnswerOf<typeof dashboardRoutes.live>
type Dashboard = AnswerOf<typeof dashboardRoutes.dashboard>
type Counted = Omit<Figures, 'day' | 'at' | 'escrowFen' | 'availableFen'>

const dayMilliseconds = 86_400_000

/**
 * Today's figures. A sale is money that came in by a channel or in cash, and a refund is such money given back for a
 * sale: what was paid twice, or to try a channel, is in neither. Consumption is what cards released.
 */
export async function readFigures(tx: Tx): Promise<Figures> {
  const day = businessDay(tx.now)
  const counted = await countDay(tx, startOfBusinessDay(day))
  const { escrowFen, availableFen } = await readPositions(tx)
  return {
    ...counted,
    day,
    at: tx.now.toISOString(),
    escrowFen: Number(escrowFen),
    availableFen: Number(availableFen),
  }
}

async function countDay(tx: Tx, start: Date): Promise<Counted> {
  const end = new Date(start.getTime() + dayMilliseconds)
  const inDay = (column: string) => sql`${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${end}`
  const row = await tx.one(sql<Counted>`
    select sales.*, refunds.*, used.*, cards.*, people.*, waiting.* from
    (select coalesce(sum(amount_fen), 0)::bigint as "salesFen", count(*)::integer as orders
      from deal where merchant_id = ${tx.merchantId} and tender <> 'card' and ${inDay('created_at')}) sales,
    (select coalesce(sum(r.amount_fen), 0)::bigint as "refundedFen"
      from refund r join sale_order o on o.merchant_id = r.merchant_id and o.id = r.order_id
      where r.merchant_id = ${tx.merchantId} and r.state = 'succeeded' and r.cause = 'requested'
        and o.tender <> 'card' and ${inDay('r.succeeded_at')}) refunds,
    (select count(*)::integer as redemptions, coalesce(sum(earned_fen), 0)::bigint as "consumedFen"
      from redemption where merchant_id = ${tx.merchantId} and state = 'done' and ${inDay('created_at')}) used,
    (select count(*) filter (where kind = 'opened')::integer as "cardsOpened",
        count(*) filter (where kind = 'recharged')::integer as recharges
      from card_event where merchant_id = ${tx.merchantId} and kind in ('opened', 'recharged')
        and ${inDay('created_at')}) cards,
    (select count(*)::integer as "newCustomers"
      from customer where merchant_id = ${tx.merchantId} and ${inDay('created_at')}) people,
    (select (select count(*)::integer from sale_order where merchant_id = ${tx.merchantId} and state = 'pending')
        as "pendingOrders",
      (select count(*)::integer from refund where merchant_id = ${tx.merchantId} and state = 'abnormal')
        as "abnormalRefunds") waiting`)
  return row!
}

/** The first look at the day: figures, yesterday, a trend of 14 days, what sells best, what happened last. */
export async function readDashboard(tx: Tx): Promise<Dashboard> {
  const figures = await readFigures(tx)
  const today = startOfBusinessDay(figures.day)
  const { salesFen, orders, redemptions, consumedFen } = await countDay(
    tx,
    new Date(today.getTime() - dayMilliseconds),
  )
  return {
    figures,
    yesterday: { salesFen, orders, redemptions, consumedFen },
    trend: await readTrend(tx, figures.day),
    best: await readBest(tx, new Date(today.getTime() - 29 * dayMilliseconds)),
    latest: await readLatest(tx),
  }
}

async function readTrend(tx: Tx, day: string): Promise<Dashboard['trend']> {
  const start = new Date(startOfBusinessDay(day).getTime() - 13 * dayMilliseconds)
  const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`
  return tx.query(sql<Dashboard['trend'][number]>`
    with sales as (
      select ${dayOf('created_at')} as day, sum(amount_fen)::bigint as fen from deal
      where merchant_id = ${tx.merchantId} and tender <> 'card' and created_at >= ${start} group by 1),
    used as (
      select ${dayOf('created_at')} as day, sum(earned_fen)::bigint as fen, count(*)::integer as visits
      from redemption where merchant_id = ${tx.merchantId} and state = 'done' and created_at >= ${start} group by 1)
    select d::date as day, coalesce(sales.fen, 0) as "salesFen", coalesce(used.fen, 0) as "consumedFen",
      coalesce(used.visits, 0) as redemptions
    from generate_series(${day}::date - 13, ${day}::date, '1 day') d
    left join sales on sales.day = d::date left join used on used.day = d::date order by d`)
}

async function readBest(tx: Tx, since: Date): Promise<Dashboard['best']> {
  return tx.query(sql<Dashboard['best'][number]>`
    select l.product_id as "productId", min(p.name) as name, sum(l.quantity)::integer as sold,
      sum(l.amount_fen)::bigint as "amountFen"
    from order_line l
    join sale_order o on o.merchant_id = l.merchant_id and o.id = l.order_id
    join product p on p.merchant_id = l.merchant_id and p.id = l.product_id
    where l.merchant_id = ${tx.merchantId} and o.created_at >= ${since}
      and o.state in ('paid', 'fulfilled', 'completed') and o.source in ('customer-app', 'counter')
    group by 1 order by 4 desc limit 5`)
}

async function readLatest(tx: Tx): Promise<Dashboard['latest']> {
  return tx.query(sql<Dashboard['latest'][number]>`
    select * from (
      (select d.created_at as at, 'deal' as kind, o.title, d.amount_fen as "amountFen",
          c.name as who
        from deal d join sale_order o on o.merchant_id = d.merchant_id and o.id = d.order_id
        left join customer c on c.merchant_id = d.merchant_id and c.id = d.customer_id
        where d.merchant_id = ${tx.merchantId} and o.source <> 'redemption' order by d.created_at desc limit 10)
      union all
      (select r.created_at, 'redemption', p.name, r.earned_fen, c.name
        from redemption r join customer c on c.merchant_id = r.merchant_id and c.id = r.customer_id
        left join product p on p.merchant_id = r.merchant_id and p.id = r.product_id
        where r.merchant_id = ${tx.merchantId} and r.state = 'done' order by r.created_at desc limit 10)
      union all
      (select f.succeeded_at, 'refund', o.title, f.amount_fen, c.name
        from refund f join sale_order o on o.merchant_id = f.merchant_id and o.id = f.order_id
        left join customer c on c.merchant_id = o.merchant_id and c.id = o.customer_id
        where f.merchant_id = ${tx.merchantId} and f.state = 'succeeded' order by f.created_at desc limit 10)
    ) latest order by at desc limit 10`)
}
