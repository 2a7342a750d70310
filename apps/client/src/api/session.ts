import { keep, kept } from '../platform'

export type Who = 'customer' | 'staff'

/** Bearer tokens of the two people who may use this phone; the same person can be both. */
export function tokenOf(who: Who): string {
  return kept(`sesame.${who}.token`)
}

export function rememberToken(who: Who, token: string): void {
  keep(`sesame.${who}.token`, token)
}

export function forgetToken(who: Who): void {
  keep(`sesame.${who}.token`, '')
}
