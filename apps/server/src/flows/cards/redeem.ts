import { batched } from '../../kernel/batch.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { onceEach } from '../../kernel/once-each.ts'
import { verdictOf } from '../../kernel/refusals.ts'
import type { Refusal, Verdict } from '../../kernel/refusals.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { postEach } from '../../ledger/index.ts'
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

/** The customer's code is accepted, what they use is taken from the card, and its money is the merchant's. */
export const redeem = batched(redeemEach)

async function redeemEach(
  tx: Tx,
  requests: readonly Redeem[],
  { vault, config: { sales } }: Tools,
): Promise<Verdict<Redeemed>[]> {
  const answers = await onceEach<Redeem, Redeemed>(tx, 'redeem', requests)
  const decided = await decideInOrder(tx, vault, answers.open)

  const good = [...decided.values()].flatMap((one) => ('answer' in one ? [one.answer] : []))
  const refused = await postEach(
    tx,
    good.map(({ taken }) => taken.transfers),
  )
  const posted = good.filter((_, place) => !refused[place])
  await recordRedemptions(tx, posted, sales)

  const refusedByBooks = new Map(good.map((one, place) => [one.request, refused[place]]))
  return answers.close(
    new Map(
      [...decided].map(([request, verdict]) => [request, verdictFor(verdict, refusedByBooks.get(request))]),
    ),
  )
}

function verdictFor(decided: Verdict<Deciding>, byBooks: Refusal | undefined): Verdict<Redeemed> {
  if ('refused' in decided) return decided
  if (byBooks) return { refused: byBooks }
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
