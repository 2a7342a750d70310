import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import {
  findCustomerOfMobile,
  insertCustomer,
  lockCustomer,
  updateCustomer,
} from '../../modules/customer/index.ts'
import { maskMobile } from '../../modules/person/index.ts'

type Command = { key: string; caller: StaffCaller }

/**
 * Finds the customer of a mobile or makes one, at the counter. Nobody is asked whether a person with this
 * mobile exists elsewhere: they join this row when they come with the mobile verified.
 */
export async function registerCustomer(
  { db, vault }: { db: Db; vault: Vault },
  { key, caller, mobile, name }: Command & { mobile: string; name: string },
): Promise<{ customerId: string }> {
  const actor = actorOf(caller)
  const fingerprint = vault.fingerprint(mobile)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'register-customer', { key, actor, fingerprint, name }, async () => {
      const sealed = vault.seal(mobile, 'mobile')
      const made = await insertCustomer(tx, {
        personId: null,
        name,
        mobile: { fingerprint, sealed, tail: mobile.slice(-4), masked: maskMobile(mobile) },
      })
      if (made)
        await audit(tx, {
          actor,
          action: 'customer.registered',
          subjectKind: 'customer',
          subjectId: made,
          after: { name, mobile: maskMobile(mobile) },
        })
      const customerId = made ?? (await findCustomerOfMobile(tx, fingerprint))!.id
      return { customerId }
    }),
  )
}

/** The merchant's own name for a customer, and its notes. */
export async function editCustomer(
  db: Db,
  input: Command & { customerId: string; name?: string | undefined; note?: string | undefined },
): Promise<{ customerId: string }> {
  const { key, caller, customerId, name, note } = input
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'edit-customer', { key, actor, customerId, name, note }, async () => {
      const before = await lockCustomer(tx, customerId)
      const after = { id: customerId, name: name ?? before.name, note: note ?? before.note }
      await updateCustomer(tx, after)
      await audit(tx, {
        actor,
        action: 'customer.edited',
        subjectKind: 'customer',
        subjectId: customerId,
        before: { name: before.name, note: before.note },
        after: { name: after.name, note: after.note },
      })
      return { customerId }
    }),
  )
}
