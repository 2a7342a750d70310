import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { hashPassword, temporaryPassword } from '../../modules/login/index.ts'
import { merchantTypeUnknown } from '../../modules/merchant/index.ts'
import { findMerchantType } from '../../modules/merchant-type/index.ts'
import { foundMerchant } from './parts/found-merchant.ts'

export type CreateMerchant = {
  key: string
  actor: Actor
  /** The operator's own books: there the command's key is kept. */
  operatorId: string
  name: string
  typeCode: string
  adminName: string
  adminLoginName: string
  /** Absent: a temporary one is made, which must be changed at the first login. */
  password?: string
  /** For the demo's merchants, whose addresses stay the same. */
  code?: string
}

export type CreatedMerchant = {
  merchantId: string
  adminId: string
  storeId: string
  temporaryPassword: string
}

/** A merchant with its shop, its preset roles, a first store and a first administrator. */
export async function createMerchant(
  { db, vault }: { db: Db; vault: Vault },
  input: CreateMerchant,
): Promise<CreatedMerchant> {
  // The new merchant's id is fixed first: a repeated command finds what the first one made.
  const { key, actor, operatorId, password, ...content } = input
  const begun = await inMerchant(db, operatorId, (tx) =>
    once(tx, 'create-merchant', { key, actor, ...content }, async () => ({
      merchantId: tx.newId(),
      sealed: vault.seal(password ?? temporaryPassword(), 'temporary-password').toString('base64'),
    })),
  )
  const word = vault.open(Buffer.from(begun.sealed, 'base64'), 'temporary-password').toString('utf8')
  const passwordHash = await hashPassword(word)

  const made = await inMerchant(db, begun.merchantId, (tx) =>
    once(tx, 'create-merchant', { key, actor, ...content }, () =>
      found(tx, { ...input, passwordHash, mustChange: password === undefined }),
    ),
  )
  return { ...made, merchantId: begun.merchantId, temporaryPassword: word }
}

async function found(
  tx: Tx,
  input: CreateMerchant & { passwordHash: string; mustChange: boolean },
): Promise<{ adminId: string; storeId: string }> {
  const { typeCode } = input
  if (!(await findMerchantType(tx, typeCode))) throw merchantTypeUnknown({ typeCode })
  return foundMerchant(tx, input)
}
