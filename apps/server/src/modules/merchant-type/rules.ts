import { refusal } from '../../kernel/refusals.ts'
import type { MerchantType } from './types.ts'

export const typeNotFound = refusal('merchant-type.not_found', 404)
export const typeCodeTaken = refusal('merchant-type.code_taken', 409)
export const formWrong = refusal('merchant-type.form_wrong', 400)

/** Keys name values for good, so each stands once; a choice without choices could never be made. */
export function checkForm({ form, documents }: Pick<MerchantType, 'form' | 'documents'>): void {
  const keys = [...form, ...documents].map(({ key }) => key)
  const twice = keys.find((key, place) => keys.indexOf(key) !== place)
  if (twice !== undefined) throw formWrong({ key: twice, problem: 'twice' })
  for (const { key, kind, choices } of form) {
    if (kind === 'choice' && choices.length === 0) throw formWrong({ key, problem: 'no-choices' })
    if (kind !== 'choice' && choices.length > 0) throw formWrong({ key, problem: 'choices' })
    if (new Set(choices).size !== choices.length) throw formWrong({ key, problem: 'choice-twice' })
  }
}
