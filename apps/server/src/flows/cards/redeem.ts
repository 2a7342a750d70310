import { batched } from '../../kernel/batch.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { onceEach } from '../../kernel/once-each.ts'
import { verdictOf } from '../../kernel/refusals.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { postAll } from '../../ledger/index.ts'
import { checkActive, holdingsOfEach, matchCodes } from '../../modules/card/index.ts'
import type { SalesSettings } from '../../modules/order/index.ts'
import { findStores, storeNotFound } from '../../modules/store/index.ts'
import { recordRedemptions } from './parts/record-redemptions.ts'
import type { Decided } from './parts/record-redemptions.ts'
import { takeUse } from './parts/take-use.ts'
import type { Use } from './parts/take-use.ts'

export type { Use } from './parts/take-use.ts'

export type Redeem = {
  merchantId: string
  key: string
  actor: Actor
  staffId: string
  storeId: string | null
  code: string
  use: Use
}

export type Redeemed = { redemptionId: string; cardId: string }

type Tools = { db: Db; vault: Vault; config: { sales: SalesSettings } }

type Deciding = Decided & { request: Redeem }

/**
 * The customer's code is accepted, what they use is taken from the card, and its money is the merchant's. Two batches
 * of this size keep both the database and this process at work.
 */
export const redeem = batched(redeemEach, { itemsMax: 128 })

/** The batch itself, for whoever brings a transaction. */
export async function redeemEach(
  tx: Tx,
  requests: readonly Redeem[],
  { vault, config: { sales } }: Tools,
): Promise<Verdict<Redeemed>[]> {
  const answers = await onceEach<Redeem, Redeemed>(tx, 'redeem', requests)
  const decided = await decideInOrder(tx, vault, answers.open)
  const taken = [...decided.values()].flatMap((one) => ('answer' in one ? [one.answer] : []))
  await recordRedemptions(tx, taken, sales)
  const verdicts = await answers.close(new Map([...decided].map(([request, one]) => [request, heard(one)])))

  // Last, because the merchant's account is locked from here to the commit. Under the cards' locks the books refuse
  // nothing that was decided; if they ever do, the batch is undone and halved, and the item hears it alone.
  await postAll(
    tx,
    taken.flatMap((one) => one.taken.transfers),
  )
  return verdicts
}

function heard(decided: Verdict<Deciding>): Verdict<Redeemed> {
  if ('refused' in decided) return decided
  const { redemptionId, card } = decided.answer
  return { answer: { redemptionId, cardId: card.id } }
}

async function decideInOrder(
  tx: Tx,
  vault: Vault,
  requests: readonly Redeem[],
): Promise<Map<Redeem, Verdict<Deciding>>> {
  const stores = await findStores(tx, [...new Set(requests.flatMap(({ storeId }) => storeId ?? []))])
  const codes = await matchCodes(tx, vault, requests)
  const holdings = await holdingsOfEach(
    tx,
    codes.cards.map(({ id }) => id),
  )

  const decide = (request: Redeem): Deciding => {
    const { storeId, use } = request
    if (storeId && !stores.has(storeId)) throw storeNotFound({ storeId })
    const card = codes.cardOf(request)
    checkActive(card)
    const redemptionId = tx.newId()
    const taken = takeUse({ cardId: card.id, redemptionId }, holdings.get(card.id)!, use)
    holdings.set(card.id, taken.after)
    return { request, redemptionId, card, code: codes.spend(request), taken }
  }
  return new Map(requests.map((request) => [request, verdictOf(() => decide(request))]))
}
