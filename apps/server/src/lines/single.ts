import type { Tx } from '../kernel/db.ts'
import { fen } from '../kernel/money.ts'
import type { Transfer } from '../ledger/index.ts'
import { merchantAvailable, orderUnapplied } from '../modules/chart/index.ts'
import { orderKindWrong } from '../modules/order/index.ts'
import type { LineDraft } from '../modules/order/index.ts'
import { holdStock, releaseStock, returnStock, sellStock } from '../modules/stock/index.ts'
import { lineKey } from './kind.ts'
import type { Fulfilment, Kind, Shelf, Wanted } from './kind.ts'
import { partsOfSingle } from './part-of-single.ts'
import { listedOn, readShelf } from './shelf.ts'
import { stockOfLines } from './stock-of-lines.ts'

/** Goods and walk-in visits: handed over when paid, and the money is the merchant's. */
export function singleKind(kind: 'visit' | 'goods'): Kind {
  return {
    completesAtOnce: true,

    quote: async (tx, wanted) => quoteFrom(await readShelf(tx, [wanted.productId]), wanted),
    quoteFrom,

    reserve: (tx, lines) => holdStock(tx, stockOfLines(lines)),
    release: (tx, lines) => releaseStock(tx, stockOfLines(lines)),

    fulfil: (tx, one) => sellEach(tx, [one]),
    fulfilEach: sellEach,

    async reverse(tx, { line }) {
      await returnStock(tx, stockOfLines([line]))
    },
    confirmReverse: async () => undefined,
    async undoReverse(tx, { line }) {
      await sellStock(tx, stockOfLines([line]))
    },
    ...partsOfSingle,
  }

  function quoteFrom(shelf: Shelf, wanted: Wanted): LineDraft[] {
    const product = listedOn(shelf, wanted, kind)
    if (wanted.cardId !== undefined) throw orderKindWrong({ productId: product.id, cardId: wanted.cardId })
    return [
      {
        kind,
        productId: product.id,
        name: product.name,
        quantity: wanted.quantity,
        unitPriceFen: product.priceFen,
        amountFen: fen(product.priceFen * BigInt(wanted.quantity)),
        cardId: null,
        terms: { unit: product.unit, ...(product.byExpress && { byExpress: true }) },
      },
    ]
  }

  async function sellEach(tx: Tx, fulfilments: readonly Fulfilment[]): Promise<Transfer[]> {
    await sellStock(tx, stockOfLines(fulfilments.map(({ line }) => line)))
    return fulfilments
      .filter(({ moneyFen }) => moneyFen > 0n)
      .map(({ order, line, moneyFen }) => ({
        key: `${lineKey(line.id)}:sale`,
        debit: orderUnapplied(order.id),
        credit: merchantAvailable(),
        amount: moneyFen,
        kind: `${kind}.sold`,
        subjectKind: 'order',
        subjectId: order.id,
      }))
  }
}
