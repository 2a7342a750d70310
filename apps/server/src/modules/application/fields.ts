import type { FieldKind } from '@sesame/contract/onboarding'
import type { FormField } from '../merchant-type/index.ts'

/** Personal and financial data: sealed at rest, masked wherever they are shown (PIPL arts. 28 and 51). */
const secretKinds: ReadonlySet<FieldKind> = new Set(['mobile', 'id-number', 'bank-account'])

export const isSecret = (field: Pick<FormField, 'kind'>): boolean => secretKinds.has(field.kind)

/** The first characters, stars, the last four: enough to recognise, too little to use. */
export function mask(value: string): string {
  if (value.length <= 7) return '*'.repeat(value.length)
  return `${value.slice(0, 3)}${'*'.repeat(value.length - 7)}${value.slice(-4)}`
}

export type Problem = 'missing' | 'wrong'

/** What is wrong with a value when it is handed in; drafts may be anything. */
export function problemOf(field: FormField, value: string | undefined): Problem | undefined {
  const text = value?.trim() ?? ''
  if (text === '') return field.required ? 'missing' : undefined
  return isValid(field, text) ? undefined : 'wrong'
}

function isValid({ kind, choices }: FormField, text: string): boolean {
  switch (kind) {
    case 'text':
      return text.length <= 100
    case 'long-text':
      return text.length <= 500
    case 'number':
      return /^\d{1,9}$/.test(text)
    case 'date':
      return isDay(text)
    case 'choice':
      return choices.includes(text)
    case 'mobile':
      return /^1[3-9]\d{9}$/.test(text)
    case 'bank-account':
      return /^\d{8,30}$/.test(text)
    case 'id-number':
      return isIdNumber(text)
    case 'license-number':
      return isLicenseNumber(text)
  }
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
  )
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A resident's number: place, birthday, sequence, check digit (GB 11643). */
function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const birthday = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!isDay(birthday)) return false
  const sum = idWeights.reduce((total, weight, place) => total + weight * Number(text[place]), 0)
  return '10X98765432'[sum % 11] === text[17]
}

const licenseAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The unified social credit code of an enterprise: 17 characters and a check character (GB 32100). */
function isLicenseNumber(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false
  let weight = 1
  let sum = 0
  for (const letter of text.slice(0, 17)) {
    sum += licenseAlphabet.indexOf(letter) * weight
    weight = (weight * 3) % 31
  }
  return licenseAlphabet[(31 - (sum % 31)) % 31] === text[17]
}
