import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import {
  addPots,
  cardUsed,
  checkActive,
  checkLimit,
  grantTransfers,
  heldOf,
  holdingsOf,
  insertCard,
  insertCardEvent,
  isUsedSince,
  lockCard,
  markCard,
} from '../modules/card/index.ts'
import {
  hasPendingRecharge,
  orderCustomerRequired,
  orderKindWrong,
  orderQuantityWrong,
  setLineCard,
} from '../modules/order/index.ts'
import { holdStock, releaseStock, returnStock, sellStock } from '../modules/stock/index.ts'
import { getListedBundle, grantedOf, potsOf, termsOf } from './card-terms.ts'
import { lineKey } from './kind.ts'
import type { Kind, Reversal } from './kind.ts'
import { stockOfLines } from './stock-of-lines.ts'

const cardsMax = 10

/** A bundle opens a card; several of it open as many, each with a line of its own. */
export const cardOpen: Kind = {
  completesAtOnce: false,

  async quote(tx, wanted, sale) {
    const { bundle, terms } = await getListedBundle(tx, wanted)
    if (!sale.customerId) throw orderCustomerRequired()
    if (wanted.cardId !== undefined) throw orderKindWrong({ productId: bundle.id, cardId: wanted.cardId })
    if (wanted.quantity > cardsMax) throw orderQuantityWrong({ quantityMax: cardsMax })
    const { namedCardMaxFen: namedFen, anonymousCardMaxFen: anonymousFen } = sale.settings
    checkLimit(bundle.priceFen, terms.named, { namedFen, anonymousFen })

    return Array.from({ length: wanted.quantity }, () => ({
      kind: 'card-open' as const,
      productId: bundle.id,
      name: bundle.name,
      quantity: 1,
      unitPriceFen: bundle.priceFen,
      amountFen: bundle.priceFen,
      cardId: null,
      terms,
    }))
  },

  reserve: (tx, lines) => holdStock(tx, stockOfLines(lines)),
  release: (tx, lines) => releaseStock(tx, stockOfLines(lines)),

  async fulfil(tx, { order, line, moneyFen, actor, vault }) {
    assert(order.customerId && moneyFen === line.amountFen, 'cards are bought by customers, with money')
    const terms = termsOf(line)
    const card = await insertCard(tx, vault, {
      typeId: terms.cardTypeId,
      customerId: order.customerId,
      named: terms.named,
      openedOrderId: order.id,
      sellerId: order.sellerId,
    })
    await setLineCard(tx, line, card.id)
    await addPots(tx, card.id, potsOf(terms))
    const granted = grantedOf(terms)
    const { name: title } = line
    await insertCardEvent(tx, {
      cardId: card.id,
      kind: 'opened',
      title,
      actor,
      orderId: order.id,
      ...granted,
    })
    await sellStock(tx, stockOfLines([line]))
    return grantTransfers({
      cardId: card.id,
      orderId: order.id,
      keyPrefix: lineKey(line.id),
      parts: terms.parts,
    })
  },

  async reverse(tx, reversal) {
    const { order, line } = reversal
    const card = await lockCard(tx, line.cardId!)
    checkActive(card)
    const unused = !(await isUsedSince(tx, card.id, order.paidAt!))
    // A recharge on top of it, or on its way, goes first: the card that is taken back must have nothing else.
    const holdsOnlyThis = heldOf(await holdingsOf(tx, card.id)) === line.amountFen
    const comingSoon = await hasPendingRecharge(tx, card.id)
    if (!unused || !holdsOnlyThis || comingSoon) throw cardUsed({ cardId: card.id, number: card.number })
    await markCard(tx, card, 'returning')
    await takenBack(tx, reversal)
    await returnStock(tx, stockOfLines([line]))
  },

  async confirmReverse(tx, { line }) {
    await markCard(tx, await lockCard(tx, line.cardId!), 'returned')
  },

  async undoReverse(tx, { order, line, actor }) {
    const card = await markCard(tx, await lockCard(tx, line.cardId!), 'active')
    const granted = grantedOf(termsOf(line))
    const { name: title } = line
    await insertCardEvent(tx, {
      cardId: card.id,
      kind: 'opened',
      title,
      actor,
      orderId: order.id,
      ...granted,
    })
    await sellStock(tx, stockOfLines([line]))
  },
}

/** The line of the card's history that says what went. */
export async function takenBack(tx: Tx, { order, line, actor }: Reversal): Promise<void> {
  const { visits, principalFen, bonusFen } = grantedOf(termsOf(line))
  await insertCardEvent(tx, {
    cardId: line.cardId!,
    kind: 'refunded',
    title: line.name,
    actor,
    orderId: order.id,
    visits: -visits,
    principalFen: -principalFen,
    bonusFen: -bonusFen,
  })
}
