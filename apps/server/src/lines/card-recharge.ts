import assert from 'node:assert/strict'
import {
  addPots,
  cardNotFound,
  cardTypeMismatch,
  cardUsed,
  checkActive,
  checkLimit,
  grantTransfers,
  heldOf,
  holdingsOf,
  insertCardEvent,
  isUsedSince,
  lockCard,
} from '../modules/card/index.ts'
import {
  listPendingRecharges,
  orderCardRequired,
  orderCustomerRequired,
  orderQuantityWrong,
  pendingRechargeFen,
  rechargePending,
} from '../modules/order/index.ts'
import { holdStock, releaseStock, returnStock, sellStock } from '../modules/stock/index.ts'
import { givenAgain, takenBack } from './card-open.ts'
import { partsOfCard } from './part-of-card.ts'
import { grantedOf, potsOf, termsOf } from './card-terms.ts'
import { lineKey } from './kind.ts'
import type { Kind } from './kind.ts'
import { bundleOn, readShelf } from './shelf.ts'
import { stockOfLines } from './stock-of-lines.ts'

/** A bundle of the card's own type put onto it. */
export const cardRecharge: Kind = {
  completesAtOnce: false,

  async quote(tx, wanted, { customerId, settings, replaces, offersPending }) {
    const { bundle, terms } = bundleOn(await readShelf(tx, [wanted.productId]), wanted)
    if (!customerId) throw orderCustomerRequired()
    if (!wanted.cardId) throw orderCardRequired()
    if (wanted.quantity !== 1) throw orderQuantityWrong({ quantityMax: 1 })
    // The lock makes two orders for one card wait for each other, so that both see what is on its way.
    const card = await lockCard(tx, wanted.cardId)
    if (card.customerId !== customerId) throw cardNotFound({ cardId: wanted.cardId })
    checkActive(card)
    if (card.typeId !== bundle.cardTypeId) throw cardTypeMismatch({ cardId: card.id })

    if (offersPending) {
      const pending = await listPendingRecharges(tx, card.id)
      const other = pending.find(({ id }) => !replaces.includes(id))
      if (other) throw rechargePending({ orderId: other.id })
    }
    const coming = await pendingRechargeFen(tx, card.id)
    const after = heldOf(await holdingsOf(tx, card.id)) + coming + bundle.priceFen
    const { namedCardMaxFen: namedFen, anonymousCardMaxFen: anonymousFen } = settings
    checkLimit(after, card.named, { namedFen, anonymousFen })

    return [
      {
        kind: 'card-recharge',
        productId: bundle.id,
        name: bundle.name,
        quantity: 1,
        unitPriceFen: bundle.priceFen,
        amountFen: bundle.priceFen,
        cardId: card.id,
        terms,
      },
    ]
  },

  reserve: (tx, lines) => holdStock(tx, stockOfLines(lines)),
  release: (tx, lines) => releaseStock(tx, stockOfLines(lines)),

  /** The money is there, so it is delivered whatever became of the card meanwhile; a frozen one keeps it. */
  async fulfil(tx, { order, line, moneyFen, actor }) {
    assert(line.cardId && moneyFen === line.amountFen, 'a card is recharged with money')
    const cardId = line.cardId
    const terms = termsOf(line)
    await addPots(tx, cardId, potsOf(terms))
    const granted = grantedOf(terms)
    await insertCardEvent(tx, {
      cardId,
      kind: 'recharged',
      title: line.name,
      actor,
      orderId: order.id,
      ...granted,
    })
    await sellStock(tx, stockOfLines([line]))
    return grantTransfers({ cardId, orderId: order.id, keyPrefix: lineKey(line.id), parts: terms.parts })
  },

  async reverse(tx, reversal) {
    const { order, line } = reversal
    const card = await lockCard(tx, line.cardId!)
    checkActive(card)
    if (await isUsedSince(tx, card.id, order.paidAt!))
      throw cardUsed({ cardId: card.id, number: card.number })
    await takenBack(tx, reversal)
    await returnStock(tx, stockOfLines([line]))
  },

  confirmReverse: async () => undefined,

  async undoReverse(tx, reversal) {
    const { line } = reversal
    await lockCard(tx, line.cardId!)
    await givenAgain(tx, reversal)
    await sellStock(tx, stockOfLines([line]))
  },

  ...partsOfCard,
}
