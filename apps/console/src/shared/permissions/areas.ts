import { permissionTree, type Scope } from '@sesame/contract/permissions'
import { useAppearance } from '../appearance.tsx'
import type { Audience } from '../session.ts'

type Named = { code: string; zh: string; en: string }
export type PermissionArea = Named & { permissions: Named[] }
export type Grant = { scope: Scope; permissions: string[]; secondFactor: boolean }

/** The tree of one console as a list of areas. */
export function areasOf(audience: Audience): PermissionArea[] {
  return Object.entries(permissionTree[audience]).map(([code, area]) => ({
    code,
    zh: area.zh,
    en: area.en,
    permissions: Object.entries(area.permissions).map(([leaf, words]) => ({ code: leaf, ...words })),
  }))
}

export function useWordOf(): (named: Named) => string {
  const { language } = useAppearance()
  return (named) => named[language]
}

export type GrantChange = {
  added: Named[]
  removed: Named[]
  scope: { from: Scope; to: Scope } | undefined
  /** Asked for from now on, or no longer. */
  secondFactor: 'on' | 'off' | undefined
}

/** What saving would change, in the words of the tree. */
export function changeOf(areas: PermissionArea[], before: Grant, after: Grant): GrantChange {
  const leaves = areas.flatMap((area) => area.permissions)
  return {
    added: leaves.filter(
      ({ code }) => after.permissions.includes(code) && !before.permissions.includes(code),
    ),
    removed: leaves.filter(
      ({ code }) => before.permissions.includes(code) && !after.permissions.includes(code),
    ),
    scope: before.scope === after.scope ? undefined : { from: before.scope, to: after.scope },
    secondFactor: before.secondFactor === after.secondFactor ? undefined : after.secondFactor ? 'on' : 'off',
  }
}

export const changesNothing = (change: GrantChange): boolean =>
  change.added.length === 0 && change.removed.length === 0 && !change.scope && !change.secondFactor
