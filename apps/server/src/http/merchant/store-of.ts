import { forbidden } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'

/**
 * Where somebody sells or redeems: the store they name, else their own. Who sees no more than one store, or what is
 * their own, works in their store only.
 */
export function storeOf(caller: StaffCaller, asked: string | null | undefined): string | null {
  const storeId = asked ?? caller.storeId
  const isBound = (caller.scope === 'store' || caller.scope === 'own') && caller.storeId !== null
  if (isBound && storeId !== caller.storeId) throw forbidden({ storeId })
  return storeId
}
