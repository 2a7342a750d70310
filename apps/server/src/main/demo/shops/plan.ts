/** What one demo merchant is: read by set-up.ts and days.ts, so that a further one is only a further plan. */
export type ShopPlan = {
  /** In its shop's address and in every number it gives to a channel. */
  code: string
  name: string
  typeCode: string
  /** Login names begin with it. */
  word: string
  short: string
  notice: string
  phone: string
  address: string
  themeColor: string
  stores: readonly { name: string; address: string }[]
  people: readonly { login: string; name: string; role: '店长' | '收银员' | '财务'; store?: number }[]
  ownerName: string
  /** Whose number at WeChat Pay takes the money. */
  custody: 'own' | 'operator'
  /** Of those who pay at the counter; two in five where nothing is said. */
  cashShare?: number
  keyMode: 'public-key' | 'certificate'
  cardTypes: readonly {
    key: string
    name: string
    form: 'visits' | 'stored-value' | 'mixed'
    faceColor: string
    notice: string
  }[]
  products: readonly ProductPlan[]
  customers: number
  habits: Habits
}

type Common = {
  key: string
  name: string
  category: string
  description: string
  yuan: number
  unit?: string
  icon: Icon
  color: string
  stock?: number
}
export type SinglePlan = Common & {
  sells: 'visit' | 'goods'
  /** How long one lasts: nobody uses the next one before. */
  lastsDays?: number
}
export type BundlePlan = Common & { sells: 'card'; cardType: string; items: readonly PartPlan[] }
export type ProductPlan = SinglePlan | BundlePlan
export type PartPlan =
  | { product: string; visits: number; gift?: boolean }
  | { valueYuan: number; gift?: boolean }

export type Icon =
  | 'waves'
  | 'skate'
  | 'stamps'
  | 'family'
  | 'wallet'
  | 'goggles'
  | 'book'
  | 'blocks'
  | 'bowl'
  | 'egg'
  | 'bike'
  | 'bolt'
  | 'helmet'
  | 'lock'
  | 'wrench'

/** When people come, what they buy, what they use. */
export type Habits = {
  /** Hours in which the doors are open, [from, to). */
  open: readonly [number, number]
  /** Monday first: how busy a day is compared with others. */
  week: readonly number[]
  /** Hour and weight; on days off another pattern than on working days. */
  workday: readonly (readonly [number, number])[]
  weekend: readonly (readonly [number, number])[]
  /** How many come on an average day when everybody is known. */
  comingADay: number
  /** What somebody without a card buys: a bundle, or something single. */
  bundles: readonly (readonly [string, number])[]
  singles: readonly (readonly [string, number])[]
  bundleShare: number
  /** What stored value is spent on, in yuan. */
  spending: readonly { note: string; least: number; most: number }[]
  counterShare: number
}
