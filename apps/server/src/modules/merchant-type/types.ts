import type { FieldKind } from '@sesame/contract/onboarding'

export type FormField = {
  key: string
  group: string
  label: string
  kind: FieldKind
  required: boolean
  hint: string
  example: string
  choices: string[]
}
export type DocumentKind = {
  key: string
  label: string
  required: boolean
  hint: string
  expires: boolean
}
export type TypeForm = { summary: string; form: FormField[]; documents: DocumentKind[] }
export type MerchantType = TypeForm & { code: string; name: string; enabled: boolean }
