/** What may be set about selling, each within bounds that the configuration checks. */
export type SalesSettings = {
  /** How long an unpaid order holds its stock: 5 to 120. */
  orderExpireMinutes: number
  /** How long a redemption can be undone: 0 to 168. */
  redemptionUndoHours: number
  /** The most one card may hold after opening or recharge; the law's ceilings are the bounds. */
  namedCardMaxFen: number
  anonymousCardMaxFen: number
}

/** 单用途商业预付卡管理办法(试行): a named card at most ¥5,000, an anonymous one at most ¥1,000. */
export const lawfulCardMaxFen = { named: 500_000, anonymous: 100_000 }

export const defaultSalesSettings: SalesSettings = {
  orderExpireMinutes: 15,
  redemptionUndoHours: 24,
  namedCardMaxFen: lawfulCardMaxFen.named,
  anonymousCardMaxFen: lawfulCardMaxFen.anonymous,
}
