import { uploadShipping } from '../channels/wechat-open/shipping.ts'
import { endShippingReport } from '../flows/payments/end-shipping-report.ts'
import { prepareShipping } from '../flows/payments/prepare-shipping.ts'
import type { Parts } from './parts.ts'

/** Already reported: what an answer that never came, or a twin, leaves behind. */
const reportedBefore = '10060003'

/**
 * A mini-program that takes money must report each delivery, or WeChat keeps the money frozen. Repeating it does no
 * harm, so it throws whatever did not work and is run again.
 */
export async function reportShipping(
  parts: Parts,
  of: { merchantId: string; attemptId: string },
): Promise<void> {
  const prepared = await prepareShipping(parts, of)
  if (!prepared) return
  const { app, orderId, transactionId, ...shipping } = prepared
  const outcome = await uploadShipping(parts.channels.wechatOpen, app, {
    ...shipping,
    order: { transactionId },
    deliveredAt: parts.db.clock.now(),
  })
  const known = outcome.kind === 'ok' || (outcome.kind === 'refused' && outcome.code === reportedBefore)
  const refused = outcome.kind === 'refused' && !known
  // In doubt, the parcel stays as it was said.
  if (typeof shipping.manner === 'object' && (known || refused))
    await endShippingReport(parts.db, { merchantId: of.merchantId, orderId, refused })
  if (known) return
  const why = outcome.kind === 'refused' ? `${outcome.code} ${outcome.message}` : outcome.cause
  throw new Error(`WeChat did not take the shipping report: ${why}`)
}
