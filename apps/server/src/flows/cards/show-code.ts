import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import {
  cardNotFound,
  checkActive,
  codeDigits,
  codeStepOf,
  findCard,
  secretContext,
  startOfCodeStep,
} from '../../modules/card/index.ts'

export type ShownCode = { code: string; expiresAt: Date; secondsLeft: number }

/** The code that the holder of a card shows now. */
export async function showCode(
  { db, vault }: { db: Db; vault: Vault },
  { merchantId, customerId, cardId }: { merchantId: string; customerId: string; cardId: string },
): Promise<ShownCode> {
  return inMerchant(db, merchantId, async (tx) => {
    const card = await findCard(tx, cardId)
    if (!card || card.customerId !== customerId) throw cardNotFound({ cardId })
    checkActive(card)
    const step = codeStepOf(tx.now)
    const digits = codeDigits(vault.open(card.secretSealed, secretContext(card.id)), step)
    const expiresAt = startOfCodeStep(step + 1)
    const secondsLeft = Math.ceil((expiresAt.getTime() - tx.now.getTime()) / 1000)
    return { code: card.number + digits, expiresAt, secondsLeft }
  })
}
