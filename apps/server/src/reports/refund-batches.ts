import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { refundBatchRoutes } from '@sesame/contract/refund-batches'
import type { Sql, Tx } from '../kernel/db.ts'
import { refundBatchNotFound } from '../modules/refund/index.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Batch = AnswerOf<typeof refundBatchRoutes.listRefundBatches>['items'][number]
type Rows = AnswerOf<typeof refundBatchRoutes.getRefundBatch>['items']
type Row = Omit<Batch, 'createdAt'> & { createdAt: Date }

const underWay = sql`('requested', 'approved', 'processing')`

const readBatches = (tx: Tx, where: Sql) => sql<Row>`
  select b.id, b.state, b.reason, s.name as "createdByName", b.created_at as "createdAt",
    b.finished_at as "finishedAt", counted.*
  from refund_batch b join staff s on s.merchant_id = b.merchant_id and s.id = b.created_by
  cross join lateral (
    select count(*)::integer as rows,
      count(*) filter (where w.refund_id is null and w.refused is null)::integer as waiting,
      count(*) filter (where w.refused is not null)::integer as refused,
      count(*) filter (where r.state = 'succeeded')::integer as succeeded,
      count(*) filter (where r.state in ${underWay})::integer as "underWay",
      count(*) filter (where r.state not in ${underWay} and r.state <> 'succeeded')::integer as stuck,
      coalesce(sum(w.amount_fen) filter (where w.refused is null), 0)::bigint as "amountFen",
      coalesce(sum(r.amount_fen) filter (where r.state = 'succeeded'), 0)::bigint as "succeededFen"
    from refund_batch_row w left join refund r on r.merchant_id = w.merchant_id and r.id = w.refund_id
    where w.merchant_id = b.merchant_id and w.batch_id = b.id) counted
  where b.merchant_id = ${tx.merchantId} and ${where}`

export async function listRefundBatches(
  tx: Tx,
  query: QueryOf<typeof refundBatchRoutes.listRefundBatches> = {},
) {
  const where = sql`b.state <> 'discarded' ${afterCursor(query, sql`b.created_at`, sql`b.id`)}`
  const rows = await tx.query(
    sql<Row>`${readBatches(tx, where)} order by b.created_at desc, b.id desc limit ${limitOf(query) + 1}`,
  )
  return pageOf(rows, query, (row) => row.createdAt)
}

/** How far a batch is, order by order. */
export async function getRefundBatchView(tx: Tx, batchId: string) {
  const batch = await tx.one(readBatches(tx, sql`b.id = ${batchId}`))
  if (!batch) throw refundBatchNotFound({ batchId })
  const items = await tx.query(sql<Rows[number]>`
    select w.position, w.order_number as "orderNumber", w.order_id as "orderId", o.title, c.name as "customerName",
      w.amount_fen as "amountFen", w.refund_id as "refundId", r.state as "refundState", r.problem, w.refused
    from refund_batch_row w
    left join sale_order o on o.merchant_id = w.merchant_id and o.id = w.order_id
    left join customer c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    left join refund r on r.merchant_id = w.merchant_id and r.id = w.refund_id
    where w.merchant_id = ${tx.merchantId} and w.batch_id = ${batchId} order by w.position`)
  return { ...batch, items }
}
