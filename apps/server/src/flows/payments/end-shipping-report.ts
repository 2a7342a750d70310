import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { endReport, reopenReport } from '../../modules/shipment/index.ts'

/** WeChat knows of the parcel, or refused it: then it may be corrected. */
export async function endShippingReport(
  db: Db,
  { merchantId, orderId, refused }: { merchantId: string; orderId: string; refused: boolean },
): Promise<void> {
  await inMerchant(db, merchantId, (tx) => (refused ? reopenReport(tx, orderId) : endReport(tx, orderId)))
}
