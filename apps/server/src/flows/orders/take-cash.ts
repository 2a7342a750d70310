import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { audit } from '../../kernel/audit.ts'
import { Refusal } from '../../kernel/refusals.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { balancesOf } from '../../ledger/index.ts'
import { applyPayment } from '../../lines/pipeline.ts'
import { cashAboveLimit, cashLimitOf } from '../../modules/cash/index.ts'
import { cashOfStaff } from '../../modules/chart/index.ts'
import { checkPending, lockOrder, orderTenderWrong } from '../../modules/order/index.ts'

export type TakeCash = { merchantId: string; key: string; actor: Actor; staffId: string; orderId: string }

/**
 * The cashier holds the money from now on: it is the merchant's at once, and booked against the cashier, up to what
 * they may hold.
 */
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

      const limitFen = await cashLimitOf(tx, staffId)
      await applyPayment(tx, order, {
        tender: 'cash',
        receivedInto: cashOfStaff(staffId, limitFen),
        custody: 'own',
        actor,
        sourceKey: `cash:${orderId}`,
        vault,
      }).catch((error: unknown) => tellLimit(tx, error, { staffId, limitFen }))
      const after = { tender: 'cash', amountFen: order.totalFen }
      await audit(tx, { actor, action: 'order.paid', subjectKind: 'order', subjectId: orderId, after })
      return { orderId }
    }),
  )
}

/** Who would hold too much is told how much they may still take. */
async function tellLimit(
  tx: Tx,
  error: unknown,
  { staffId, limitFen }: { staffId: string; limitFen: bigint },
): Promise<never> {
  if (!(error instanceof Refusal && error.code === 'ledger.above_ceiling')) throw error
  const cash = cashOfStaff(staffId)
  const heldFen = (await balancesOf(tx, [cash])).get(cash.code) ?? 0n
  const leftFen = limitFen > heldFen ? limitFen - heldFen : 0n
  throw cashAboveLimit({ limitFen: Number(limitFen), heldFen: Number(heldFen), leftFen: Number(leftFen) })
}
