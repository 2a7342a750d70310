import type { Readable } from 'node:stream'

/** One row of a channel's bill. Whole fen as numbers: a bill has millions of rows, and none near 2^53. */
export type BillLine = {
  /** The how manieth row of the file it is, from 0. */
  place: number
  kind: 'payment' | 'refund'
  /** Ours: of the payment, or of the refund. */
  number: string
  /** Of the payment, also where the row is of a refund. */
  tradeNumber: string
  channelNumber: string
  /** What the channel settles for it, never negative. */
  amountFen: number
  /** What it costs; negative where a refund brings it back. */
  feeFen: number
  /** In hundred-thousandths; undefined where the bill names none. */
  feeRate: number | undefined
  isDone: boolean
  state: string
  /** 'YYYY-MM-DD HH:MM:SS' in Shanghai. */
  at: string
}

/** Where the file is kept; it is opened as often as it is read. */
export type BillFile = { bytes: number; open(): Readable }

export type ReadBill = {
  /** Numbers that the rows may name as whose they are. */
  merchantNumbers: readonly string[]
  /** What the channel says that the file's hash is, where it says so. */
  hash?: string | undefined
  onLine(line: BillLine): void
}

/** A bill that cannot be believed, as a code of the messages: nothing of it may be booked. */
export class BillUnusable extends Error {
  readonly code: string

  constructor(code: string, detail = '') {
    super(detail)
    this.name = 'BillUnusable'
    this.code = code
  }
}

/** A day's bill as the channel answers for it. */
export type BillAnswer =
  | { kind: 'ready'; url: string; hash?: string }
  /** Being made: asked again later. */
  | { kind: 'creating' }
  /** Nothing was traded on that day. */
  | { kind: 'none' }
