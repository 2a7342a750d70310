import type { catalogRoutes } from '@sesame/contract/catalog'
import type { AnswerOf, BodyOf } from '@sesame/contract/route'

export type Product = AnswerOf<typeof catalogRoutes.getProduct>
export type ProductBody = BodyOf<typeof catalogRoutes.addProduct>
export type SingleBody = Extract<ProductBody, { shape: 'single' }>
export type BundleBody = Extract<ProductBody, { shape: 'bundle' }>

/** Pictures are shown by address and saved by id; the id is the file's name in the address. */
export function imageIdOf(url: string): string {
  return /([0-9a-f-]{36})\.webp/.exec(url)?.[1] ?? ''
}

/** How much less a bundle costs than its parts singly, in whole percent; 0 when it saves nothing. */
export function savingPercent(priceFen: number, listValueFen: number): number {
  if (listValueFen <= priceFen) return 0
  return Math.round(((listValueFen - priceFen) / listValueFen) * 100)
}
