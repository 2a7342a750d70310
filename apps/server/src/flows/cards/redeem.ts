import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { audit } from '../../kernel/audit.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { fen, fenToYuan } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { tell } from '../../jobs/tell.ts'
import { postAll } from '../../ledger/index.ts'
import type { Transfer } from '../../ledger/index.ts'
import {
  checkActive,
  holdingsOf,
  insertCardEvent,
  notEnoughVisits,
  takeValue,
  takeVisits,
  useCardCode,
  valueRedeemedTransfers,
  visitsRedeemedTransfers,
} from '../../modules/card/index.ts'
import type { Card, Holdings } from '../../modules/card/index.ts'
import { insertDeal } from '../../modules/deal/index.ts'
import { insertConsumption } from '../../modules/order/index.ts'
import type { SalesSettings } from '../../modules/order/index.ts'
import { getProduct } from '../../modules/product/index.ts'
import { insertRedemption } from '../../modules/redemption/index.ts'
import { findStore, storeNotFound } from '../../modules/store/index.ts'

export type Use =
  | { kind: 'visits'; productId: string; visits: number }
  | { kind: 'value'; amountFen: number; note?: string | undefined }

export type Redeem = {
  merchantId: string
  key: string
  actor: Actor
  staffId: string
  storeId: string | null
  code: string
  use: Use
}

type Tools = { db: Db; vault: Vault; config: { sales: SalesSettings } }

/** The customer's code is accepted, what they use is taken from the card, and its money is the merchant's. */
export async function redeem(
  { db, vault, config: { sales } }: Tools,
  input: Redeem,
): Promise<{ redemptionId: string; cardId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'redeem', input, async () => {
      const { code, staffId, storeId, use } = input
      if (storeId && !(await findStore(tx, storeId))) throw storeNotFound({ storeId })
      const card = await useCardCode(tx, vault, { code, staffId })
      checkActive(card)
      const redemptionId = tx.newId()
      const taken = take(card, await holdingsOf(tx, card.id), use, redemptionId)

      const undoUntil = new Date(tx.now.getTime() + sales.redemptionUndoHours * 3_600_000)
      await postAll(tx, taken.transfers)
      await record(tx, input, { card, taken, redemptionId, undoUntil })
      return { redemptionId, cardId: card.id }
    }),
  )
}

type Taken = {
  visits: number
  giftVisits: number
  /** What was used of the card, and what of it the merchant earned. */
  amountFen: Fen
  earnedFen: Fen
  bonusFen: Fen
  /** Visits of this product, or fen of value, that the card still has. */
  left: number
  transfers: Transfer[]
}

/** Decides what a use takes, on the card as it is; refuses what is not there. */
function take(card: Card, holdings: Holdings, use: Use, redemptionId: string): Taken {
  if (use.kind === 'value') {
    const amountFen = fen(use.amountFen)
    const taken = takeValue(holdings.value, amountFen)
    return {
      visits: 0,
      giftVisits: 0,
      amountFen,
      earnedFen: taken.principalFen,
      bonusFen: taken.bonusFen,
      left: Number(holdings.value.principalFen + holdings.value.bonusFen - amountFen),
      transfers: valueRedeemedTransfers(card.id, redemptionId, taken),
    }
  }
  const { productId, visits } = use
  const holding = holdings.visits.find((one) => one.productId === productId)
  if (!holding) throw notEnoughVisits({ visitsLeft: 0 })
  const taken = takeVisits(holding, visits)
  return {
    visits: Number(taken.paid),
    giftVisits: Number(taken.gift),
    amountFen: taken.principalFen,
    earnedFen: taken.principalFen,
    bonusFen: fen(0),
    left: Number(holding.paid + holding.gift) - visits,
    transfers: visitsRedeemedTransfers({ cardId: card.id, productId, redemptionId }, taken),
  }
}

type Recorded = { card: Card; taken: Taken; redemptionId: string; undoUntil: Date }

/** The order and deal behind it, the redemption, the card's history, the log and the message. */
async function record(tx: Tx, { actor, staffId, storeId, use }: Redeem, recorded: Recorded): Promise<void> {
  const { card, redemptionId, undoUntil } = recorded
  const { transfers: _, left, ...figures } = recorded.taken
  const { amountFen, earnedFen, bonusFen } = figures
  const visits = figures.visits + figures.giftVisits
  const productId = use.kind === 'visits' ? use.productId : null
  const note = use.kind === 'value' ? (use.note ?? '') : ''
  const product = productId ? await getProduct(tx, productId) : undefined
  const title = product?.name ?? (note || '储值消费')
  const { customerId } = card

  const sale = { customerId, sellerId: staffId, storeId, cardId: card.id, productId, name: title, amountFen }
  const orderId = await insertConsumption(tx, { ...sale, quantity: visits || 1 }, actor)
  if (amountFen > 0n)
    await insertDeal(tx, { orderId, customerId, sellerId: staffId, storeId, amountFen, tender: 'card' })
  const about = { cardId: card.id, orderId, customerId, staffId, storeId, productId, note }
  await insertRedemption(tx, { id: redemptionId, ...about, ...figures, undoUntil })
  await insertCardEvent(tx, {
    cardId: card.id,
    kind: 'redeemed',
    title,
    actor,
    productId,
    visits: -visits,
    principalFen: -earnedFen,
    bonusFen: -bonusFen,
    orderId,
    redemptionId,
  })
  const subject = { subjectKind: 'redemption', subjectId: redemptionId }
  await audit(tx, { actor, action: 'card.redeemed', ...subject, after: { cardId: card.id, ...figures } })
  const content = {
    title,
    visits,
    amountFen: Number(amountFen),
    left: product ? `剩余 ${left} ${product.unit}` : `余额 ${fenToYuan(fen(left))} 元`,
    at: tx.now.toISOString(),
  }
  await tell(tx, { customerId, event: 'card.redeemed', ...subject, content })
}
