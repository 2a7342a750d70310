import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { ShareLine, ShareReturn } from './types.ts'

const columns = sql`id, share_id as "shareId", receiver_id as "receiverId", account, amount_fen as "amountFen", state`

export async function linesOfShare(tx: Tx, shareId: string): Promise<ShareLine[]> {
  return tx.query(sql<ShareLine>`
    select ${columns} from profit_share_line where merchant_id = ${tx.merchantId} and share_id = ${shareId}
    order by id`)
}

export async function insertLine(tx: Tx, line: Omit<ShareLine, 'state'>): Promise<ShareLine> {
  const inserted = await tx.one(sql<ShareLine>`
    insert into profit_share_line (merchant_id, id, share_id, receiver_id, account, amount_fen, state)
    values (${tx.merchantId}, ${line.id}, ${line.shareId}, ${line.receiverId}, ${line.account}, ${line.amountFen},
      'pending')
    returning ${columns}`)
  return inserted!
}

export async function markLine(
  tx: Tx,
  line: ShareLine,
  state: 'succeeded' | 'closed',
  failReason: string | null = null,
): Promise<void> {
  const marked = await tx.one(sql`
    update profit_share_line set state = ${state}, fail_reason = ${failReason}
    where merchant_id = ${tx.merchantId} and id = ${line.id} and state = 'pending' returning true`)
  assert(marked, "a share's line ends once, under the share's lock")
}

const returnColumns = sql`id, line_id as "lineId", refund_id as "refundId", out_return_no as "outReturnNo",
  amount_fen as "amountFen", state, fail_reason as "failReason"`

export async function returnsOfLines(tx: Tx, lineIds: readonly string[]): Promise<ShareReturn[]> {
  return tx.query(sql<ShareReturn>`
    select ${returnColumns} from profit_return
    where merchant_id = ${tx.merchantId} and line_id = any(${[...lineIds]}::uuid[]) order by created_at, id`)
}

export async function insertReturn(
  tx: Tx,
  back: Pick<ShareReturn, 'id' | 'lineId' | 'refundId' | 'outReturnNo' | 'amountFen'>,
): Promise<ShareReturn> {
  const inserted = await tx.one(sql<ShareReturn>`
    insert into profit_return (merchant_id, id, line_id, refund_id, out_return_no, amount_fen, state, created_at)
    values (${tx.merchantId}, ${back.id}, ${back.lineId}, ${back.refundId}, ${back.outReturnNo}, ${back.amountFen},
      'processing', ${tx.now})
    returning ${returnColumns}`)
  return inserted!
}

/** False when it was marked before. */
export async function markReturn(
  tx: Tx,
  back: ShareReturn,
  state: 'succeeded' | 'failed',
  failReason: string | null = null,
): Promise<boolean> {
  const marked = await tx.one(sql`
    update profit_return set state = ${state}, fail_reason = ${failReason}, ended_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${back.id} and state = 'processing' returning true`)
  return marked !== undefined
}
