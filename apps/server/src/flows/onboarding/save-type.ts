import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import {
  checkForm,
  insertMerchantType,
  lockMerchantType,
  updateMerchantType,
} from '../../modules/merchant-type/index.ts'
import type { MerchantType } from '../../modules/merchant-type/index.ts'

export type SaveType = { key: string; caller: StaffCaller; type: MerchantType }

/** A new type of merchant: its form and documents count for whoever chooses it from now on. */
export async function addType(db: Db, { key, caller, type }: SaveType): Promise<void> {
  const actor = actorOf(caller)
  await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'add-merchant-type', { key, actor, type }, async () => {
      checkForm(type)
      await insertMerchantType(tx, type)
      await audit(tx, { actor, action: 'merchant-type.added', ...subjectOf(type), after: type })
      return {}
    }),
  )
}

/** Drafts follow at once; what was handed in keeps the form it answered. */
export async function editType(db: Db, { key, caller, type }: SaveType): Promise<void> {
  const actor = actorOf(caller)
  await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'edit-merchant-type', { key, actor, type }, async () => {
      checkForm(type)
      const before = await lockMerchantType(tx, type.code)
      await updateMerchantType(tx, type)
      await audit(tx, { actor, action: 'merchant-type.edited', ...subjectOf(type), before, after: type })
      return {}
    }),
  )
}

const subjectOf = (type: MerchantType) => ({ subjectKind: 'merchant-type', subjectId: type.code })
