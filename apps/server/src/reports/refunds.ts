import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { refundRoutes } from '@sesame/contract/refunds'
import type { Tx } from '../kernel/db.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { Sight } from '../modules/access/index.ts'
import { refundNotFound } from '../modules/refund/index.ts'
import { when, within } from './filters.ts'
import { matches, orderNames } from './orders.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'
import type { ImageUrls } from './products.ts'

type Summary = AnswerOf<typeof refundRoutes.listRefunds>['items'][number]
type Detail = AnswerOf<typeof refundRoutes.getRefund>

const takings = sql`(select coalesce(json_agg(json_build_object('lineId', t.line_id, 'name', l.name, 'kind', t.kind,
    'productName', p.name, 'quantity', t.quantity, 'amountFen', t.amount_fen, 'bonusFen', t.bonus_fen,
    'giftVisits', (select coalesce(sum((g->>'visits')::integer), 0) from jsonb_array_elements(t.gift_visits) g))
    order by l.position, t.id), '[]')
  from refund_line t join order_line l on l.merchant_id = t.merchant_id and l.id = t.line_id
  left join product p on p.merchant_id = t.merchant_id and p.id = t.product_id
  where t.merchant_id = r.merchant_id and t.refund_id = r.id)`

/** Of a refund r of an order o, as the order shows it. */
export const refundColumns = sql`r.id, r.order_id as "orderId", o.number as "orderNumber",
  r.out_refund_no as "outRefundNo", r.amount_fen as "amountFen", r.reason, r.state, r.cause,
  r.created_at as "createdAt", r.succeeded_at as "succeededAt", r.problem, ${takings} as takings`

const summaryColumns = sql`${refundColumns}, o.tender, c.name as "customerName", asker.name as "requestedByName",
  o.paid_fen as "orderPaidFen", o.refunded_fen as "orderRefundedFen"`

const joined = sql`refund r join sale_order o on o.merchant_id = r.merchant_id and o.id = r.order_id ${orderNames}
  left join staff asker on asker.merchant_id = r.merchant_id and asker.id::text = r.requested_by`

const seenBy = (sight: Sight) => scopeFilter(sight, { storeColumn: 'o.store_id', staffColumn: 'o.seller_id' })

export async function listRefunds(tx: Tx, sight: Sight, query: QueryOf<typeof refundRoutes.listRefunds>) {
  const rows = await tx.query(sql<Omit<Summary, 'createdAt'> & { createdAt: Date }>`
    select ${summaryColumns} from ${joined}
    where r.merchant_id = ${tx.merchantId} and ${seenBy(sight)}
      ${when(query.search, (text) => sql`(${matches(text)} or r.out_refund_no = ${text})`)}
      ${when(query.state, (state) => sql`r.state = ${state}`)}
      ${when(query.cause, (cause) => sql`r.cause = ${cause}`)}
      ${when(query.tender, (tender) => sql`o.tender = ${tender}`)}
      ${when(
        query.batchId,
        (id) => sql`r.id in (select refund_id from refund_batch_row
          where merchant_id = ${tx.merchantId} and batch_id = ${id})`,
      )}
      ${within(sql`r.created_at`, query)}
      ${afterCursor(query, sql`r.created_at`, sql`r.id`)}
    order by r.created_at desc, r.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.createdAt)
}

type Row = Omit<Detail, 'proof' | 'events' | 'steps'> & { repair: string | null; provider: string | null }

/** One refund with all that happened to it and what a person may do now, when this staff member may see it. */
export async function getRefundView(
  tx: Tx,
  { sight, refundId, imageUrls }: { sight: Sight; refundId: string; imageUrls: ImageUrls },
) {
  const row = await tx.one(sql<Row>`
    select ${summaryColumns}, o.title, a.custody, a.provider, r.channel_refund_no as "channelRefundNo", r.repair,
      r.by_hand as "byHand", array(select f.out_refund_no from refund_number f
        where f.merchant_id = r.merchant_id and f.refund_id = r.id order by f.closed_at) as "formerNumbers"
    from ${joined}
    left join payment_attempt w on w.merchant_id = r.merchant_id and w.id = r.attempt_id
    left join channel_account a on a.merchant_id = r.merchant_id and a.id = w.channel_account_id
    where r.merchant_id = ${tx.merchantId} and r.id = ${refundId} and ${seenBy(sight)}`)
  if (!row) throw refundNotFound({ refundId })
  return {
    ...row,
    steps: stepsOf(row),
    proof: await readProof(tx, refundId, imageUrls),
    events: await readEvents(tx, refundId),
  }
}

function stepsOf({ state, cause, repair, provider, channelRefundNo }: Row): Detail['steps'] {
  if (state === 'requested') return ['approve', 'reject']
  if (state !== 'abnormal' && state !== 'closed') return []
  if (repair === 'merchant-done') return ['by-hand']
  const isTurnable = provider === 'wechat-pay' && state === 'abnormal' && channelRefundNo !== null
  return [
    'retry',
    ...(isTurnable ? (['bank-card', 'merchant'] as const) : []),
    'by-hand',
    ...(cause === 'requested' ? (['give-up'] as const) : []),
  ]
}

async function readProof(tx: Tx, refundId: string, imageUrls: ImageUrls): Promise<Detail['proof']> {
  const row = await tx.one(sql<{ note: string; imageIds: string[]; staffName: string; at: string }>`
    select f.note, f.image_ids as "imageIds", s.name as "staffName", f.created_at as at
    from refund_proof f join staff s on s.merchant_id = f.merchant_id and s.id = f.staff_id
    where f.merchant_id = ${tx.merchantId} and f.refund_id = ${refundId}`)
  if (!row) return null
  const { imageIds, ...proof } = row
  return { ...proof, imageUrls: imageUrls(imageIds) }
}

async function readEvents(tx: Tx, refundId: string): Promise<Detail['events']> {
  return tx.query(sql<Detail['events'][number]>`
    select e.created_at as at, e.from_state as "from", e.to_state as "to", s.name as "actorName", e.note
    from refund_event e
    left join staff s on s.merchant_id = e.merchant_id and e.actor_kind = 'staff' and s.id::text = e.actor_id
    where e.merchant_id = ${tx.merchantId} and e.refund_id = ${refundId} order by e.created_at, e.id`)
}
