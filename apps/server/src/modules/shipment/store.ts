import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Parcel, Shipment } from './types.ts'

const columns = sql`order_id as "orderId", carrier, tracking_number as "trackingNumber",
  receiver_mobile_end as "receiverMobileEnd", sent_at as "sentAt", report_started_at as "reportStartedAt",
  reported_at as "reportedAt"`

/** The order's row is locked before; a report that begins waits here too. */
export async function lockShipment(tx: Tx, orderId: string): Promise<Shipment | undefined> {
  return tx.one(sql<Shipment>`
    select ${columns} from shipment where merchant_id = ${tx.merchantId} and order_id = ${orderId} for update`)
}

/** Sent, or corrected: when it was sent stays. */
export async function saveShipment(tx: Tx, orderId: string, parcel: Parcel): Promise<void> {
  const { carrier, trackingNumber, receiverMobileEnd } = parcel
  await tx.query(sql`
    insert into shipment (merchant_id, order_id, carrier, tracking_number, receiver_mobile_end, sent_at)
    values (${tx.merchantId}, ${orderId}, ${carrier}, ${trackingNumber}, ${receiverMobileEnd}, ${tx.now})
    on conflict (merchant_id, order_id) do update set carrier = excluded.carrier,
      tracking_number = excluded.tracking_number, receiver_mobile_end = excluded.receiver_mobile_end`)
}

/** From here on it can't be corrected. Undefined: not sent yet, or reported before. */
export async function beginReport(tx: Tx, orderId: string): Promise<Shipment | undefined> {
  return tx.one(sql<Shipment>`
    update shipment set report_started_at = coalesce(report_started_at, ${tx.now})
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} and reported_at is null returning ${columns}`)
}

export async function endReport(tx: Tx, orderId: string): Promise<void> {
  await tx.query(sql`
    update shipment set reported_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} and reported_at is null`)
}

/** Refused: it may be corrected, and is reported again. */
export async function reopenReport(tx: Tx, orderId: string): Promise<void> {
  await tx.query(sql`
    update shipment set report_started_at = null
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} and reported_at is null`)
}
