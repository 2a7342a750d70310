import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'

export type RefundRule = {
  /** Refunds of this amount and more wait for somebody's agreement; null: none does. */
  reviewFromFen: bigint | null
  /** Who asked for it may not agree to it. */
  twoPersons: boolean
}

const defaultRule: RefundRule = { reviewFromFen: null, twoPersons: true }

export async function findRefundRule(tx: Tx): Promise<RefundRule> {
  const rule = await tx.one(sql<RefundRule>`
    select review_from_fen as "reviewFromFen", two_persons as "twoPersons" from refund_rule
    where merchant_id = ${tx.merchantId}`)
  return rule ?? defaultRule
}

export async function saveRefundRule(tx: Tx, rule: RefundRule): Promise<void> {
  await tx.query(sql`
    insert into refund_rule (merchant_id, review_from_fen, two_persons)
    values (${tx.merchantId}, ${rule.reviewFromFen}, ${rule.twoPersons})
    on conflict (merchant_id) do update set review_from_fen = excluded.review_from_fen,
      two_persons = excluded.two_persons`)
}

export const needsReview = ({ reviewFromFen }: RefundRule, amountFen: bigint): boolean =>
  reviewFromFen !== null && amountFen >= reviewFromFen

export type Proof = { note: string; imageIds: readonly string[]; staffId: string }

export async function insertProof(
  tx: Tx,
  refundId: string,
  { note, imageIds, staffId }: Proof,
): Promise<void> {
  await tx.query(sql`
    insert into refund_proof (merchant_id, refund_id, note, image_ids, staff_id, created_at)
    values (${tx.merchantId}, ${refundId}, ${note}, ${[...imageIds]}::uuid[], ${staffId}, ${tx.now})`)
}
