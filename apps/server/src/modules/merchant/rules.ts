import { refusal } from '../../kernel/refusals.ts'

export const merchantNotFound = refusal('merchant.not_found', 404)
export const merchantTypeUnknown = refusal('merchant.type_unknown', 400)
export const shopNotFound = refusal('shop.not_found', 404)

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Six characters that nobody misreads: no I, L, O, U. It opens every number we give to a channel. */
export function merchantCode(random: (bytes: number) => Buffer): string {
  return Array.from(random(6), (byte) => alphabet[byte & 31]).join('')
}
