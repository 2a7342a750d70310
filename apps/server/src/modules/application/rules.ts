import type { ApplicationState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { DocumentKind, FormField } from '../merchant-type/index.ts'
import { problemOf } from './fields.ts'
import type { Problem } from './fields.ts'

export const applicationStates = states({
  draft: ['submitted'],
  submitted: ['draft', 'approved', 'rejected'],
  rejected: ['submitted'],
  approved: [],
} satisfies Record<ApplicationState, readonly ApplicationState[]>)

export const applicationNotFound = refusal('application.not_found', 404)
export const applicationIncomplete = refusal('application.incomplete', 400)
export const applicationFixed = refusal('application.fixed', 409)
export const applicationNotWaiting = refusal('application.not_waiting', 409)
export const applicationFieldUnknown = refusal('application.field_unknown', 400)
export const reasonsMissing = refusal('application.reasons_missing', 400)
export const documentNotFound = refusal('document.not_found', 404)
export const documentUnreadable = refusal('document.unreadable', 400)
export const documentTooLarge = refusal('document.too_large', 413)
export const documentKindUnknown = refusal('document.kind_unknown', 400)
export const documentsTooMany = refusal('document.too_many', 409)
export const documentDateWrong = refusal('document.date_wrong', 400)

/** Pictures of one kind that may lie there together: the pages of a permit. */
export const documentsOfKindMax = 9

/** While it is with the operator nothing of it changes; afterwards a rejected one is mended. */
export function checkEditable({ state }: { state: ApplicationState }): void {
  if (state === 'submitted' || state === 'approved') throw applicationFixed({ state })
}

export type Filled = {
  form: readonly FormField[]
  documentKinds: readonly DocumentKind[]
  values: ReadonlyMap<string, string>
  documents: readonly { kind: string; expiresOn: string | null }[]
}

/** Refuses with everything that is missing or wrong, so that one look mends it all. */
export function checkComplete({ form, documentKinds, values, documents }: Filled, today: string): void {
  const problems: { key: string; problem: Problem | 'expired' }[] = []
  for (const field of form) {
    const problem = problemOf(field, values.get(field.key))
    if (problem) problems.push({ key: field.key, problem })
  }
  for (const { key, required, expires } of documentKinds) {
    const those = documents.filter(({ kind }) => kind === key)
    if (required && those.length === 0) problems.push({ key, problem: 'missing' })
    else if (expires && those.some(({ expiresOn }) => expiresOn === null))
      problems.push({ key, problem: 'wrong' })
    else if (those.some(({ expiresOn }) => expiresOn !== null && expiresOn < today))
      problems.push({ key, problem: 'expired' })
  }
  if (problems.length > 0) throw applicationIncomplete({ problems })
}
