import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Scope, StaffCaller } from './callers.ts'

const widths: Record<Scope, number> = { own: 0, store: 1, merchant: 2, all: 3 }

export function isWithin(inner: Scope, outer: Scope): boolean {
  return widths[inner] <= widths[outer]
}

/** What several roles allow together: the widest. Without a role, only what is one's own. */
export function widest(scopes: readonly Scope[]): Scope {
  return scopes.reduce<Scope>((one, other) => (isWithin(one, other) ? other : one), 'own')
}

/** What of a caller decides which rows they see. */
export type Sight = Pick<StaffCaller, 'scope' | 'storeId' | 'staffId'>

/**
 * The condition that keeps a list or a get within the caller's data scope (B31). Columns are written as in the
 * statement ('sale_order.store_id'). A store scope without a store falls back to what is one's own.
 */
export function scopeFilter(
  caller: Sight,
  columns: { storeColumn: string; staffColumn: string },
): RawBuilder<boolean> {
  if (caller.scope === 'all' || caller.scope === 'merchant') return sql<boolean>`true`
  if (caller.scope === 'store' && caller.storeId !== null)
    return sql<boolean>`${sql.ref(columns.storeColumn)} = ${caller.storeId}::uuid`
  return sql<boolean>`${sql.ref(columns.staffColumn)} = ${caller.staffId}::uuid`
}

/** The same for one thing that is at hand. */
export function isInScope(
  caller: Pick<StaffCaller, 'scope' | 'storeId' | 'staffId'>,
  thing: { storeId: string | null; staffId: string | null },
): boolean {
  if (caller.scope === 'all' || caller.scope === 'merchant') return true
  if (caller.scope === 'store' && caller.storeId !== null) return thing.storeId === caller.storeId
  return thing.staffId === caller.staffId
}
