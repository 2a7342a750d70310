import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import type { Transfer } from '../ledger/index.ts'
import {
  addPotsEach,
  cardUsed,
  checkActive,
  checkLimit,
  grantTransfers,
  heldOf,
  holdingsOf,
  insertCardEvent,
  insertCardEvents,
  insertCards,
  isUsedSince,
  lockCard,
  markCard,
} from '../modules/card/index.ts'
import {
  hasPendingRecharge,
  orderCustomerRequired,
  orderKindWrong,
  orderQuantityWrong,
  setLineCards,
} from '../modules/order/index.ts'
import type { LineDraft } from '../modules/order/index.ts'
import { holdStock, releaseStock, returnStock, sellStock } from '../modules/stock/index.ts'
import { grantedOf, potsOf, termsOf } from './card-terms.ts'
import { lineKey } from './kind.ts'
import type { Fulfilment, Kind, Reversal, Sale, Shelf, Wanted } from './kind.ts'
import { partsOfCard } from './part-of-card.ts'
import { bundleOn, readShelf } from './shelf.ts'
import { stockOfLines } from './stock-of-lines.ts'

const cardsMax = 10

/** A bundle opens a card; several of it open as many, each with a line of its own. */
export const cardOpen: Kind = {
  completesAtOnce: false,

  quote: async (tx, wanted, sale) => quoteFrom(await readShelf(tx, [wanted.productId]), wanted, sale),
  quoteFrom,

  reserve: (tx, lines) => holdStock(tx, stockOfLines(lines)),
  release: (tx, lines) => releaseStock(tx, stockOfLines(lines)),

  fulfil: (tx, one) => openCards(tx, [one]),
  fulfilEach: openCards,

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

  async undoReverse(tx, reversal) {
    const { line } = reversal
    await markCard(tx, await lockCard(tx, line.cardId!), 'active')
    await givenAgain(tx, reversal)
    await sellStock(tx, stockOfLines([line]))
  },

  ...partsOfCard,
}

function quoteFrom(shelf: Shelf, wanted: Wanted, sale: Sale): LineDraft[] {
  const { bundle, terms } = bundleOn(shelf, wanted)
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
}

async function openCards(tx: Tx, fulfilments: readonly Fulfilment[]): Promise<Transfer[]> {
  const drafts = fulfilments.map(({ order, line, moneyFen }) => {
    assert(order.customerId && moneyFen === line.amountFen, 'cards are bought by customers, with money')
    const { cardTypeId: typeId, named } = termsOf(line)
    return { typeId, named, customerId: order.customerId, openedOrderId: order.id, sellerId: order.sellerId }
  })
  const cards = await insertCards(tx, fulfilments[0]!.vault, drafts)
  const opened = fulfilments.map((one, place) => ({
    ...one,
    cardId: cards[place]!.id,
    terms: termsOf(one.line),
  }))
  await setLineCards(tx, opened)
  await addPotsEach(
    tx,
    opened.flatMap(({ cardId, terms }) => potsOf(terms).map((pot) => ({ cardId, pot }))),
  )
  await insertCardEvents(
    tx,
    opened.map(({ cardId, line, order, actor, terms }) => {
      const about = { cardId, kind: 'opened' as const, title: line.name, actor, orderId: order.id }
      return { ...about, ...grantedOf(terms) }
    }),
  )
  await sellStock(tx, stockOfLines(opened.map(({ line }) => line)))
  return opened.flatMap(({ cardId, line, order, terms }) =>
    grantTransfers({ cardId, orderId: order.id, keyPrefix: lineKey(line.id), parts: terms.parts }),
  )
}

/** The line of the card's history that says what went. */
export function takenBack(tx: Tx, reversal: Reversal): Promise<void> {
  return tellRefund(tx, reversal, { sign: -1, title: reversal.line.name })
}

/** The refund was given up. It is told as a refund turned back: the card was not opened or recharged once more. */
export function givenAgain(tx: Tx, reversal: Reversal): Promise<void> {
  return tellRefund(tx, reversal, { sign: 1, title: `${reversal.line.name}（退款已撤销）` })
}

async function tellRefund(
  tx: Tx,
  { order, line, actor }: Reversal,
  { sign, title }: { sign: 1 | -1; title: string },
): Promise<void> {
  const { visits, principalFen, bonusFen } = grantedOf(termsOf(line))
  await insertCardEvent(tx, {
    cardId: line.cardId!,
    kind: 'refunded',
    title,
    actor,
    orderId: order.id,
    visits: sign * visits,
    principalFen: BigInt(sign) * principalFen,
    bonusFen: BigInt(sign) * bonusFen,
  })
}
