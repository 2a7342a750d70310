import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { audit } from '../../kernel/audit.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { settleOrder } from '../../lines/pipeline.ts'
import {
  checkActive,
  holdingsOf,
  insertCardEvent,
  paidByCardTransfers,
  takeValue,
  useCardCode,
} from '../../modules/card/index.ts'
import type { Card } from '../../modules/card/index.ts'
import { checkPending, linesOf, lockOrder, orderTenderWrong } from '../../modules/order/index.ts'
import type { OrderLine, SaleOrder } from '../../modules/order/index.ts'

export type TakeCard = {
  merchantId: string
  key: string
  actor: Actor
  staffId: string
  orderId: string
  code: string
}

/** Goods and visits paid with stored value, by the code that the customer shows. */
export async function takeCard(
  { db, vault }: { db: Db; vault: Vault },
  input: TakeCard,
): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'take-card', input, async () => {
      const { actor, staffId, orderId, code } = input
      const order = await lockOrder(tx, orderId)
      checkPending(order, tx.now)
      const lines = await linesOf(tx, orderId)
      const card = await useCardCode(tx, vault, { code, staffId })
      checkTender(order, lines, card)
      checkActive(card)
      const taken = takeValue((await holdingsOf(tx, card.id)).value, order.totalFen)

      await insertCardEvent(tx, {
        cardId: card.id,
        kind: 'paid',
        title: order.title,
        actor,
        orderId,
        principalFen: -taken.principalFen,
        bonusFen: -taken.bonusFen,
      })
      await settleOrder(tx, order, {
        tender: 'card',
        inflow: paidByCardTransfers(card.id, orderId, taken),
        moneyFen: taken.principalFen,
        actor,
        vault,
      })
      const after = { tender: 'card', cardId: card.id, amountFen: order.totalFen }
      await audit(tx, { actor, action: 'order.paid', subjectKind: 'order', subjectId: orderId, after })
      return { orderId }
    }),
  )
}

/** A card is not bought with a card, and one customer's order is not paid with another's. */
function checkTender(order: SaleOrder, lines: readonly OrderLine[], card: Card): void {
  if (lines.some(({ kind }) => kind !== 'goods' && kind !== 'visit'))
    throw orderTenderWrong({ tender: 'card', problem: 'kind' })
  if (order.customerId && order.customerId !== card.customerId)
    throw orderTenderWrong({ tender: 'card', problem: 'holder' })
}
