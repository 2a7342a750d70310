import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { actorOf, forbidden, isInScope } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { insertStore, listStores, lockStore, storeNotFound, updateStore } from '../../modules/store/index.ts'
import type { Store } from '../../modules/store/index.ts'

type Command = { key: string; caller: StaffCaller; name: string; address: string }

/** A further place where things are sold; for those who answer for the whole merchant. */
export async function addStore(db: Db, { key, caller, name, address }: Command): Promise<Store> {
  if (!isInScope(caller, { storeId: null, staffId: null })) throw forbidden({ permission: 'store.edit' })
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'add-store', { key, actor, name, address }, async () => {
      const store = await insertStore(tx, { name, address })
      await audit(tx, {
        actor,
        action: 'store.added',
        subjectKind: 'store',
        subjectId: store.id,
        after: { name, address },
      })
      return store
    }),
  )
}

export async function editStore(db: Db, input: Command & { storeId: string }): Promise<Store> {
  const { key, caller, storeId, name, address } = input
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'edit-store', { key, actor, storeId, name, address }, async () => {
      const store = await lockStore(tx, storeId)
      if (!store || !isInScope(caller, { storeId, staffId: null })) throw storeNotFound()
      const after = { id: storeId, name, address }
      await updateStore(tx, after)
      await audit(tx, {
        actor,
        action: 'store.edited',
        subjectKind: 'store',
        subjectId: storeId,
        before: store,
        after,
      })
      return after
    }),
  )
}

export async function showStores(db: Db, merchantId: string): Promise<Store[]> {
  return inMerchant(db, merchantId, listStores)
}
