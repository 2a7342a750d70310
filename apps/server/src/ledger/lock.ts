import { sql } from 'kysely'
import type { Tx } from '../kernel/db.ts'
import type { Account } from './types.ts'

/**
 * Locks accounts that exist, in the order in which `post` does. For who posts more than once in a transaction: what
 * the later posts touch is locked with the first, else two of them could wait for each other.
 */
export async function lockAccounts(tx: Tx, accounts: readonly Account[]): Promise<void> {
  const codes = [...new Set(accounts.map(({ code }) => code))]
  await tx.query(sql`
    select from ledger_balance b
    where b.merchant_id = ${tx.merchantId} and b.account_id = any(array(
      select a.id from ledger_account a
      where a.merchant_id = ${tx.merchantId} and a.code = any(${codes}::text[])))
    order by b.account_id for update`)
}
