import type { SameKeys } from '../same-keys.ts'
import type { shop as zh } from '../zh/shop.ts'

export const shop: SameKeys<typeof zh> = {
  purpose: 'What customers see before your products when they open the app.',
  notice: 'Notice',
  'notice.hint': 'Opening hours, holidays and the like; shown at the top of the home page.',
  phone: 'Phone',
  'phone.wrong': 'Digits, spaces, plus and hyphen only',
  address: 'Address',
  color: 'Theme colour',
  'color.hint': 'White text stands on it, so choose a darker colour.',
  cover: 'Cover picture',
  'cover.hint': 'Optional; it lies behind the name of the shop.',
  save: 'Save',
  saved: 'Saved; customers see it when they open the app next',
  preview: 'What customers see',
  'preview.none': '(no notice)',
}
