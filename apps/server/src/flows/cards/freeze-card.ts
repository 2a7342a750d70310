import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { audit } from '../../kernel/audit.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { cardNotFrozen, checkActive, insertCardEvent, lockCard, markCard } from '../../modules/card/index.ts'

export type FreezeCard = { merchantId: string; key: string; actor: Actor; cardId: string; reason: string }

/** Nothing can be used until it is unfrozen; what the card holds stays. */
export async function freezeCard(db: Db, input: FreezeCard): Promise<{ cardId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'freeze-card', input, async () => {
      const { actor, cardId, reason } = input
      const card = await lockCard(tx, cardId)
      checkActive(card)

      await markCard(tx, card, 'frozen')
      await insertCardEvent(tx, { cardId, kind: 'frozen', title: reason, actor })
      const after = { state: 'frozen', reason }
      await audit(tx, { actor, action: 'card.frozen', subjectKind: 'card', subjectId: cardId, after })
      return { cardId }
    }),
  )
}

export async function unfreezeCard(db: Db, input: Omit<FreezeCard, 'reason'>): Promise<{ cardId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'unfreeze-card', input, async () => {
      const { actor, cardId } = input
      const card = await lockCard(tx, cardId)
      if (card.state !== 'frozen') throw cardNotFrozen({ cardId, state: card.state })

      await markCard(tx, card, 'active')
      await insertCardEvent(tx, { cardId, kind: 'unfrozen', title: '解冻', actor })
      const after = { state: 'active' }
      await audit(tx, { actor, action: 'card.unfrozen', subjectKind: 'card', subjectId: cardId, after })
      return { cardId }
    }),
  )
}
