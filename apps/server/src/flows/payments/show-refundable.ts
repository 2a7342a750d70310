import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Left } from '../../lines/kind.ts'
import { kindOf } from '../../lines/index.ts'
import { findOrder, linesOf, orderNotFound } from '../../modules/order/index.ts'
import type { OrderLine } from '../../modules/order/index.ts'
import { earlierTakings, findRefundRule, isOver, refundsOf } from '../../modules/refund/index.ts'
import { findProducts } from '../../modules/product/index.ts'
import { previewRefund } from './parts/preview-refund.ts'

type Asked = { merchantId: string; actor: Actor; orderId: string }

/** What of an order could be given back now, line by line, and whether the whole of it could. */
export async function showRefundable(db: Db, asked: Asked) {
  const whole = await previewRefund(db, asked)
  return inMerchant(db, asked.merchantId, async (tx) => {
    const order = await findOrder(tx, asked.orderId)
    if (!order) throw orderNotFound({ orderId: asked.orderId })
    const standing = (await refundsOf(tx, order.id)).filter(
      (one) => one.cause === 'requested' && !isOver(one),
    )
    const given = standing.reduce((sum, one) => sum + one.amountFen, 0n)
    const { reviewFromFen } = await findRefundRule(tx)
    const lines = (await linesOf(tx, order.id)).filter(({ kind }) => kind !== 'card-consumption')
    return {
      refundableFen: order.paidFen - given,
      wholeFen: 'refused' in whole ? null : whole.amountFen,
      wholeRefused: 'refused' in whole ? whole.refused.code : null,
      reviewFromFen,
      lines: order.paidAt === null ? [] : await leftOf(tx, lines),
    }
  })
}

async function leftOf(tx: Tx, lines: readonly OrderLine[]) {
  const found: { line: OrderLine; left: Left }[] = []
  const earlier = lines[0] ? await earlierTakings(tx, lines[0].orderId) : []
  for (const line of lines) {
    const own = earlier.filter(({ lineId }) => lineId === line.id)
    if (own.some(({ kind }) => kind === 'whole')) continue
    found.push({ line, left: await kindOf(line).left(tx, { line, earlier: own }) })
  }
  const products = await findProducts(
    tx,
    found.flatMap(({ left }) => left.visits.map(({ productId }) => productId)),
  )
  return found.map(({ line, left }) => ({
    lineId: line.id,
    kind: line.kind,
    name: line.name,
    unitPriceFen: line.unitPriceFen,
    ...left,
    visits: left.visits.map((one) => ({ ...one, name: products.get(one.productId)!.name })),
  }))
}
