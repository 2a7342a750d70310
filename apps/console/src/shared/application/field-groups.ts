import type { Application, DocumentKind, FormField } from '@sesame/contract/onboarding'
import type { Static } from '@sesame/contract/schema'

export type Field = Static<typeof FormField>
export type Kind = Static<typeof DocumentKind>
export type ApplicationView = Static<typeof Application>

/** Fields in their order, those of one group together. */
export function groupsOf(form: readonly Field[]): { name: string; fields: Field[] }[] {
  const groups = new Map<string, Field[]>()
  for (const field of form) groups.set(field.group, [...(groups.get(field.group) ?? []), field])
  return [...groups].map(([name, fields]) => ({ name, fields }))
}

/** Kinds whose values come masked: what was typed before is kept unless something else is typed. */
export const isMasked = ({ kind }: Field): boolean =>
  kind === 'mobile' || kind === 'id-number' || kind === 'bank-account'
