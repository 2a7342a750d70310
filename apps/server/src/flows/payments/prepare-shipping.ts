import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { findApp, secretOf } from '../../modules/app/index.ts'
import { findCustomer } from '../../modules/customer/index.ts'
import { findOrder, linesOf } from '../../modules/order/index.ts'
import { findAttempt } from '../../modules/payment/index.ts'
import { buyerOf, findSubject } from '../../modules/person/index.ts'
import { beginReport, isSentByExpress } from '../../modules/shipment/index.ts'
import type { Parcel } from '../../modules/shipment/index.ts'

export type PreparedShipping = {
  app: { appId: string; secret: string }
  orderId: string
  transactionId: string
  manner: 'virtual' | 'self-pickup' | Parcel
  itemDescription: string
  payerOpenId: string
}

/**
 * What a mini-program has to report of a sale. Undefined where nothing was paid through one, and of goods that are
 * still to be sent: sending them asks again.
 */
export async function prepareShipping(
  { db, vault }: { db: Db; vault: Vault },
  { merchantId, attemptId }: { merchantId: string; attemptId: string },
): Promise<PreparedShipping | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const attempt = await findAttempt(tx, attemptId)
    const order = attempt && (await findOrder(tx, attempt.orderId))
    if (attempt?.state !== 'succeeded' || !attempt.transactionNo || !order?.customerId) return undefined
    const app = await findApp(tx, attempt.appId)
    const secret = app && secretOf(vault, app)
    const customer = await findCustomer(tx, order.customerId)
    if (!secret || !customer?.personId) return undefined
    const sealed = await findSubject(tx, { personId: customer.personId, appId: app.appId })
    const payer = sealed && buyerOf(vault, sealed)
    if (!payer || !('openId' in payer)) return undefined

    // Goods are fetched at the shop; cards, recharges and visits arrive nowhere.
    const lines = await linesOf(tx, order.id)
    const isFetched = lines.some(({ kind }) => kind === 'goods')
    const byExpress = isSentByExpress(order, lines)
    const parcel = byExpress ? await beginReport(tx, order.id) : undefined
    if (byExpress && !parcel) return undefined
    return {
      app: { appId: app.appId, secret },
      orderId: order.id,
      transactionId: attempt.transactionNo,
      manner: parcel ?? (isFetched ? 'self-pickup' : 'virtual'),
      itemDescription: order.title,
      payerOpenId: payer.openId,
    }
  })
}
