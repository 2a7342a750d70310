import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { insertBankAccount, sealContext } from '../../modules/withdrawal/index.ts'

export type SaveBankAccount = {
  merchantId: string
  key: string
  actor: Actor
  staffId: string
  holder: string
  bank: string
  number: string
}

/** Where the merchant's money goes from now on; withdrawals under way keep the account they were asked for with. */
export async function saveBankAccount(
  { db, vault }: { db: Db; vault: Vault },
  input: SaveBankAccount,
): Promise<{ bankAccountId: string }> {
  const { number, ...shown } = input
  const numberHash = vault.fingerprint(number)
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'save-bank-account', { ...shown, numberHash }, async () => {
      const { actor, staffId } = input
      const id = tx.newId()
      const numberTail = number.slice(-4)
      const [holder, bank] = [input.holder.trim(), input.bank.trim()]
      const numberSealed = vault.seal(number, sealContext(id))
      await insertBankAccount(tx, { id, holder, bank, numberSealed, numberTail, addedBy: staffId })
      await audit(tx, {
        actor,
        action: 'bank_account.saved',
        subjectKind: 'bank-account',
        subjectId: id,
        after: { holder, bank, numberTail },
      })
      return { bankAccountId: id }
    }),
  )
}
