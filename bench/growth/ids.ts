const kinds = [
  'type',
  'product',
  'customer',
  'card',
  'account',
  'transfer',
  'hot',
  'redemption',
  'sale',
  'event',
] as const
export type Thing = (typeof kinds)[number]

const headOf = (thing: Thing): string => `0190${kinds.indexOf(thing).toString(16).padStart(4, '0')}`

/** In SQL, the id of the n-th thing of a kind. They sort by n, as ids that were made one after the other do. */
export function idOf(thing: Thing, n: string): string {
  return `('${headOf(thing)}000070008000' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`
}

/** The same here. */
export function idText(thing: Thing, n: number): string {
  return `${headOf(thing)}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

/** In SQL, as many rows `w (n)`, from 0. */
export const thingsOf = (count: number): string => `generate_series(0, ${count - 1}) w (n)`
