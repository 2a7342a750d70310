export type Normal = 'debit' | 'credit'

/** Accounts open themselves at their first transfer; unit, normal side and floor never change after that. */
export type Account = {
  code: string
  /** 'CNY' (fen) or a product's id (visits, points, minutes). */
  unit: string
  normal: Normal
  /** The balance that no transfer may go below; null: none. */
  floor: bigint | null
  /** A limit on what is added; absent: the one it has stays. */
  ceiling?: bigint | null
}

export type Transfer = {
  /** Its idempotency key within the merchant's books. */
  key: string
  debit: Account
  credit: Account
  amount: bigint
  kind: string
  subjectKind: string
  subjectId: string
  /** The key of the transfer that this one takes back, posted earlier. */
  undoes?: string
  /** The debited account's balance may not be below this afterwards. */
  debitMinimum?: bigint
  /** All or none with the next. */
  linked?: boolean
}

export type Outcome =
  | 'posted'
  | 'replayed'
  | 'conflict'
  | 'below_floor'
  | 'above_ceiling'
  | 'below_minimum'
  | 'linked'

export type Posted = { key: string; transferId: string | undefined; outcome: Outcome }

export type StoredTransfer = {
  id: string
  key: string
  kind: string
  subjectKind: string
  subjectId: string
  amount: bigint
  unit: string
  debitCode: string
  debitBalance: bigint
  creditCode: string
  creditBalance: bigint
  /** The id of the transfer that it takes back. */
  undoes: string | null
  createdAt: Date
}
