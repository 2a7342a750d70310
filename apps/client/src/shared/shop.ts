import { keep, kept } from '../platform'

const place = 'sesame.shop'

/** The shop whose app this is: from the link or the code that opened it, else the one seen last. */
export function rememberShopOf(query: Record<string, string | undefined> | undefined): void {
  const named = query?.shop ?? shopOfScene(query?.scene)
  if (named !== undefined && /^[0-9A-Za-z]{6}$/.test(named)) rememberShop(named.toUpperCase())
}

export function rememberShop(code: string): void {
  keep(place, code)
}

/** Its six-character code; empty when no shop was chosen yet. */
export function currentShop(): string {
  return SHOP_CODE || kept(place)
}

/** A mini-program code carries one text of at most 32 characters: shop%3DABC123. */
function shopOfScene(scene: string | undefined): string | undefined {
  if (scene === undefined) return undefined
  return /(?:^|&)shop=(\w+)/.exec(decodeURIComponent(scene))?.[1]
}
