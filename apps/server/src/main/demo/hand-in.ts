import { bankCash } from '../../flows/cash/bank-cash.ts'
import { receiveHandIn, startHandIn } from '../../flows/cash/hand-in.ts'
import { inMerchant } from '../../kernel/db.ts'
import { balancesOf } from '../../ledger/index.ts'
import type { Account } from '../../ledger/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { cashOfStaff, cashOfStore } from '../../modules/chart/index.ts'
import { by, count } from './shop.ts'
import type { Shop } from './shop.ts'

/** Little is kept as change for tomorrow; a safe that holds this much goes to the bank. */
const changeFen = 5_000n
const bankFromFen = 500_000n

/** In the evening: whoever took cash hands it in, the owner receives it, and a full safe goes to the bank. */
export async function closeTills(shop: Shop): Promise<void> {
  for (const cashier of shop.cashiers) await handIn(shop, cashier)
  for (const storeId of [...shop.stores, null]) await toBank(shop, storeId)
}

/** Nothing here is left to the dice: the rest of the history stays as it is without it. */
export async function handIn(shop: Shop, cashier: StaffCaller): Promise<void> {
  const { parts, owner } = shop
  const { staffId, storeId } = cashier
  const heldFen = await balance(shop, cashOfStaff(staffId))
  if (heldFen <= changeFen) return
  // Now and then a yuan is missing.
  const missingFen = heldFen % 11n === 0n ? 100n : 0n
  const { handInId } = await startHandIn(parts.db, {
    ...by(shop, cashier),
    staffId,
    storeId,
    keptFen: changeFen,
    countedFen: heldFen - changeFen - missingFen,
    denominations: [],
    reason: missingFen > 0n ? '找零差错' : '',
  })
  await receiveHandIn(parts.db, { ...by(shop, owner), handInId })
  count(shop, 'cash handed in')
}

async function toBank(shop: Shop, storeId: string | null): Promise<void> {
  const amountFen = await balance(shop, cashOfStore(storeId ?? shop.merchantId))
  if (amountFen < bankFromFen) return
  const reference = `HD${shop.clock.now().toISOString().slice(0, 10).replaceAll('-', '')}`
  await bankCash(shop.parts.db, { ...by(shop, shop.owner), storeId, amountFen, reference })
  count(shop, 'cash banked')
}

async function balance({ parts, merchantId }: Shop, account: Account): Promise<bigint> {
  const balances = await inMerchant(parts.db, merchantId, (tx) => balancesOf(tx, [account]))
  return balances.get(account.code) ?? 0n
}
