import { fen } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'
import type { Transfer } from '../ledger/index.ts'
import { merchantAvailable } from '../modules/chart/index.ts'
import { refundLineWrong, refundTooMuch } from '../modules/refund/index.ts'
import type { Taking } from '../modules/refund/index.ts'
import type { OrderLine } from '../modules/order/index.ts'
import { returnStock, sellStock } from '../modules/stock/index.ts'
import type { Kind } from './kind.ts'

type Parts = Pick<Kind, 'left' | 'plan' | 'take' | 'giveAgain'>

/**
 * Of goods and walk-in visits: pieces go back at their price, and into stock; or money goes back while the customer
 * keeps what was bought.
 */
export const partsOfSingle: Parts = {
  left: async (_tx, { line, earlier }) => ({ ...leftOf(line, earlier), visits: [], valueFen: fen(0) }),

  async plan(_tx, { line, wanted, earlier }) {
    if (wanted.whole || wanted.visits || wanted.valueFen !== undefined)
      throw refundLineWrong({ lineId: line.id })
    const left = leftOf(line, earlier)
    const quantity = wanted.quantity ?? 0
    const amountFen = fen(wanted.amountFen ?? priceOf(line, quantity, left))
    if (quantity > left.quantity || amountFen > left.amountFen)
      throw refundTooMuch({ lineId: line.id, left: left.quantity, leftFen: Number(left.amountFen) })
    return [
      {
        lineId: line.id,
        kind: 'units',
        productId: line.productId,
        quantity,
        amountFen,
        bonusFen: fen(0),
        giftVisits: [],
      },
    ]
  },

  async take(tx, { order, line, takings, reserve, keyPrefix }) {
    await returnStock(tx, piecesOf(line, takings))
    return takings.map((one): Transfer => ({
      key: `${keyPrefix}:money`,
      debit: merchantAvailable(),
      credit: reserve,
      amount: one.amountFen - one.bonusFen,
      kind: 'refund.reserved',
      subjectKind: 'order',
      subjectId: order.id,
    }))
  },

  async giveAgain(tx, { line, takings }) {
    await sellStock(tx, piecesOf(line, takings))
  },
}

function leftOf(line: OrderLine, earlier: readonly Taking[]): { quantity: number; amountFen: Fen } {
  return {
    quantity: earlier.reduce((left, one) => left - one.quantity, line.quantity),
    amountFen: earlier.reduce((left, one) => fen(left - one.amountFen), line.amountFen),
  }
}

/** The last pieces take what is left, which is less where money went back before. */
function priceOf(line: OrderLine, quantity: number, left: { quantity: number; amountFen: Fen }): bigint {
  const price = line.unitPriceFen * BigInt(quantity)
  return quantity === left.quantity || price > left.amountFen ? left.amountFen : price
}

function piecesOf(line: OrderLine, takings: readonly Taking[]) {
  const { productId } = line
  return takings.flatMap(({ quantity }) => (productId && quantity > 0 ? [{ productId, quantity }] : []))
}
