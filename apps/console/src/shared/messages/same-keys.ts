/** The English table of one page must have exactly the keys of the Chinese one. */
export type SameKeys<T> = { readonly [K in keyof T]: string }
