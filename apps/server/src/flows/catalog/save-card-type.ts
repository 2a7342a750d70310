import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import * as cardTypes from '../../modules/card-type/index.ts'
import type { CardTypeDraft } from '../../modules/card-type/index.ts'

export type SaveCardType = { merchantId: string; key: string; actor: Actor; cardType: CardTypeDraft }

export async function addCardType(db: Db, input: SaveCardType): Promise<{ cardTypeId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'add-card-type', input, async () => {
      const { actor, cardType } = input
      const added = await cardTypes.addCardType(tx, cardType)
      await audit(tx, {
        actor,
        action: 'card_type.added',
        subjectKind: 'card_type',
        subjectId: added.id,
        after: cardType,
      })
      return { cardTypeId: added.id }
    }),
  )
}

export async function editCardType(
  db: Db,
  input: SaveCardType & { cardTypeId: string },
): Promise<{ cardTypeId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'edit-card-type', input, async () => {
      const { actor, cardType, cardTypeId } = input
      const before = await cardTypes.getCardType(tx, cardTypeId)
      await cardTypes.editCardType(tx, cardTypeId, cardType)
      await audit(tx, {
        actor,
        action: 'card_type.edited',
        subjectKind: 'card_type',
        subjectId: cardTypeId,
        before,
        after: cardType,
      })
      return { cardTypeId }
    }),
  )
}
