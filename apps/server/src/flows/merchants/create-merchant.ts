import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { hashPassword, temporaryPassword } from '../../modules/login/index.ts'
import {
  findMerchant,
  insertMerchant,
  insertShop,
  listMerchantTypes,
  merchantTypeUnknown,
} from '../../modules/merchant/index.ts'
import { insertRole, listTemplates } from '../../modules/role/index.ts'
import { hire } from '../../modules/staff/index.ts'
import { insertStore } from '../../modules/store/index.ts'

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

type Founding = CreateMerchant & { passwordHash: string; mustChange: boolean }

async function found(tx: Tx, input: Founding): Promise<{ adminId: string; storeId: string }> {
  const { name, typeCode, code, actor, passwordHash, mustChange } = input
  const types = await listMerchantTypes(tx)
  if (!types.some((type) => type.code === typeCode)) throw merchantTypeUnknown({ typeCode })

  await insertMerchant(tx, { name, kind: 'merchant', typeCode, ...(code !== undefined && { code }) })
  await insertShop(tx)
  const store = await insertStore(tx, { name: '总店', address: '' })
  const roleIds: string[] = []
  for (const { id: templateId, platform, name: role, scope, permissions } of await listTemplates(
    tx,
    'merchant',
  ))
    roleIds.push(await insertRole(tx, { platform, name: role, scope, permissions, templateId }))

  const adminId = await hire(tx, {
    loginName: input.adminLoginName,
    passwordHash,
    mustChange,
    name: input.adminName,
    roleIds: roleIds.slice(0, 1),
  })
  const merchant = await findMerchant(tx, tx.merchantId)
  await audit(tx, {
    actor,
    action: 'merchant.created',
    subjectKind: 'merchant',
    subjectId: tx.merchantId,
    after: { code: merchant?.code, name, typeCode, adminLoginName: input.adminLoginName },
  })
  return { adminId, storeId: store.id }
}
