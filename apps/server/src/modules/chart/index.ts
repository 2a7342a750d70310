import type { Account } from '../../ledger/index.ts'

export { classOf, classOfCode } from './classes.ts'

/** Every account of the books, named once. What each means and how money flows: docs/money.md. */

const money = 'CNY'

function creditSide(code: string, floor: bigint | null = 0n, unit = money): Account {
  return { code, unit, normal: 'credit', floor }
}

function debitSide(code: string, floor: bigint | null = null, unit = money): Account {
  return { code, unit, normal: 'debit', floor }
}

/** Money that a channel holds until its bill settles it. */
export const channel = (channelAccountId: string): Account => debitSide(`channel:${channelAccountId}`)

/** The operator's custody bank. */
export const bank = (): Account => debitSide('bank')

/** Cash in a person's hands, up to a limit; without one the limit set before stays. */
export const cashOfStaff = (staffId: string, limitFen?: bigint): Account => ({
  ...debitSide(`cash:${staffId}`, 0n),
  ceiling: limitFen,
})

/** Cash handed in at a store. */
export const cashOfStore = (storeId: string, limitFen?: bigint): Account => ({
  ...debitSide(`cash:${storeId}`, 0n),
  ceiling: limitFen,
})

/** Paid, not yet applied to what it bought. */
export const orderUnapplied = (orderId: string): Account => creditSide(`order:${orderId}:unapplied`)

/** 'value' for stored value, else the product whose visits the pot pays for. */
export type Pot = 'value' | (string & {})

/** Prepaid money of a card, the escrow sub-wallet; one pot for stored value and one per product. */
export const cardPrincipal = (cardId: string, pot: Pot): Account =>
  creditSide(`card:${cardId}:principal:${pot}`)

/** Principal released to the merchant before it was consumed. */
export const cardAdvanced = (cardId: string, pot: Pot): Account =>
  debitSide(`card:${cardId}:advanced:${pot}`, 0n)

/** Gifted value. */
export const cardBonus = (cardId: string): Account => creditSide(`card:${cardId}:bonus`)

/** Paid visits left, counted in the product's own unit. */
export const cardVisits = (cardId: string, productId: string): Account =>
  creditSide(`card:${cardId}:visits:${productId}`, 0n, productId)

export const cardGiftVisits = (cardId: string, productId: string): Account =>
  creditSide(`card:${cardId}:gift-visits:${productId}`, 0n, productId)

/** The other side of issued entitlements. */
export const issued = (productId: string): Account => debitSide(`issued:${productId}`, null, productId)

/** The merchant's own money; below zero: prepaid money that it holds itself. */
export const merchantAvailable = (): Account => creditSide('merchant:available', null)

/** Memo: money that reached the merchant without passing us. */
export const merchantOwnHands = (): Account => creditSide('merchant:own-hands', null)

export const merchantWithdrawing = (): Account => creditSide('merchant:withdrawing')
export const merchantMargin = (): Account => creditSide('merchant:margin')

/** Prepaid money of cards cancelled without payout. */
export const merchantUnclaimed = (): Account => creditSide('merchant:unclaimed')

export const bonusCost = (): Account => debitSide('merchant:bonus-cost')
export const commissionCost = (): Account => debitSide('merchant:commission-cost')
export const cashDifference = (): Account => debitSide('merchant:cash-difference')

/** Earned; below zero after a clawback. */
export const commissionAccrued = (staffId: string): Account =>
  creditSide(`staff:${staffId}:commission:accrued`, null)

/** Reviewed; below zero is a receivable, netted from what comes next. */
export const commissionPayable = (staffId: string): Account =>
  creditSide(`staff:${staffId}:commission:payable`, null)

/** Reserved until the person has confirmed the payout. */
export const commissionPaying = (staffId: string): Account => creditSide(`staff:${staffId}:commission:paying`)

export const rentalDeposit = (rentalId: string): Account => creditSide(`rental:${rentalId}:deposit`)

export const operatorDue = (): Account => creditSide('operator:due', null)

/** Coupons that the operator funds. */
export const operatorSubsidy = (): Account => debitSide('operator:subsidy')

/** Reserved for a share of an order that its receivers have not got yet. */
export const sharingReserve = (shareId: string): Account => creditSide(`sharing:${shareId}`)

/** Reserved for a refund that the channel has not confirmed. */
export const refundReserve = (refundId: string): Account => creditSide(`refund:${refundId}`)
