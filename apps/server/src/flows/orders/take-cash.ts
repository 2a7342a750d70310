import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { audit } from '../../kernel/audit.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { applyPayment } from '../../lines/pipeline.ts'
import { cashOfStaff } from '../../modules/chart/index.ts'
import { checkPending, lockOrder, orderTenderWrong } from '../../modules/order/index.ts'

export type TakeCash = { merchantId: string; key: string; actor: Actor; staffId: string; orderId: string }

/** The cashier holds the money from now on: it is the merchant's at once, and booked against the cashier. */
export async function takeCash(
  { db, vault }: { db: Db; vault: Vault },
  input: TakeCash,
): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'take-cash', input, async () => {
      const { actor, staffId, orderId } = input
      const order = await lockOrder(tx, orderId)
      checkPending(order, tx.now)
      // The fen that tries a channel is no sale, and goes back by that channel only.
      if (order.source === 'channel-test') throw orderTenderWrong({ tender: 'cash', problem: 'kind' })

      await applyPayment(tx, order, {
        tender: 'cash',
        receivedInto: cashOfStaff(staffId),
        custody: 'own',
        actor,
        sourceKey: `cash:${orderId}`,
        vault,
      })
      const after = { tender: 'cash', amountFen: order.totalFen }
      await audit(tx, { actor, action: 'order.paid', subjectKind: 'order', subjectId: orderId, after })
      return { orderId }
    }),
  )
}
