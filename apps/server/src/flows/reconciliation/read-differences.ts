import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { differencesOf, findDifference } from '../../modules/reconciliation/index.ts'
import type { BillDifference } from '../../modules/reconciliation/index.ts'

export async function readDifference(
  db: Db,
  { merchantId, differenceId }: { merchantId: string; differenceId: string },
): Promise<BillDifference> {
  return inMerchant(db, merchantId, (tx) => findDifference(tx, differenceId))
}

/** Of a day, what may be set right by itself. */
export async function listResolvable(
  db: Db,
  { merchantId, ...of }: { merchantId: string; channelAccountId: string; day: string },
): Promise<BillDifference[]> {
  const rows = await inMerchant(db, merchantId, (tx) => differencesOf(tx, of))
  return rows.filter(
    ({ state, suggestion }) =>
      state === 'open' && (suggestion === 'settle' || suggestion === 'record-refund'),
  )
}
