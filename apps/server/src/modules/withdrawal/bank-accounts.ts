import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { BankAccount } from './types.ts'

const columns = sql`id, holder, bank, number_sealed as "numberSealed", number_tail as "numberTail",
  created_at as "createdAt"`

/** The one that counts: accounts are added, never changed. */
export async function currentBankAccount(tx: Tx): Promise<BankAccount | undefined> {
  return tx.one(sql<BankAccount>`
    select ${columns} from bank_account where merchant_id = ${tx.merchantId}
    order by created_at desc, id desc limit 1`)
}

export async function getBankAccount(tx: Tx, id: string): Promise<BankAccount> {
  const found = await tx.one(sql<BankAccount>`
    select ${columns} from bank_account where merchant_id = ${tx.merchantId} and id = ${id}`)
  return found!
}

export async function insertBankAccount(
  tx: Tx,
  account: Omit<BankAccount, 'createdAt'> & { addedBy: string },
): Promise<BankAccount> {
  const { id, holder, bank, numberSealed, numberTail, addedBy } = account
  const inserted = await tx.one(sql<BankAccount>`
    insert into bank_account (merchant_id, id, holder, bank, number_sealed, number_tail, added_by, created_at)
    values (${tx.merchantId}, ${id}, ${holder}, ${bank}, ${numberSealed}, ${numberTail}, ${addedBy}, ${tx.now})
    returning ${columns}`)
  return inserted!
}

/** Money has arrived there before. */
export async function isProven(tx: Tx, bankAccountId: string): Promise<boolean> {
  const found = await tx.one(sql`
    select from withdrawal where merchant_id = ${tx.merchantId} and bank_account_id = ${bankAccountId}
      and state = 'succeeded' limit 1`)
  return found !== undefined
}
