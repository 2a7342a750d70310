import { forbidden } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'

/** Where somebody sells or redeems: the store they name, else their own. Who sees one store only works there. */
export function storeOf(caller: StaffCaller, asked: string | null | undefined): string | null {
  const storeId = asked ?? caller.storeId
  if (caller.scope === 'store' && caller.storeId !== null && storeId !== caller.storeId)
    throw forbidden({ storeId })
  return storeId
}
