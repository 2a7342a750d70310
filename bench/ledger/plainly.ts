import { createHash } from 'node:crypto'
import type { Db } from '../../apps/server/src/kernel/db.ts'
import type { Transfer } from '../../apps/server/src/ledger/index.ts'

type Row = { id: string; balance: bigint; transfers: bigint }

/** The same transfer as most would write it: one transaction for one request, a statement for each step. */
export async function postPlainly(db: Db, merchantId: string, transfer: Transfer): Promise<void> {
  const client = await db.app.connect()
  const { key, kind, subjectKind, subjectId, amount } = transfer
  const hash = createHash('sha256')
    .update(JSON.stringify({ ...transfer, amount: String(amount) }))
    .digest()
  try {
    await client.query(`begin; set local app.merchant_id = '${merchantId}'`)
    const known = await client.query(`select hash from ledger_transfer where merchant_id = $1 and key = $2`, [
      merchantId,
      key,
    ])
    if (known.rowCount === 0) {
      const { rows } = await client.query<Row & { code: string }>(
        `select b.account_id as id, a.code, b.balance, b.transfers from ledger_balance b
           join ledger_account a on a.merchant_id = b.merchant_id and a.id = b.account_id
         where b.merchant_id = $1 and a.code in ($2, $3) order by b.account_id for update of b`,
        [merchantId, transfer.debit.code, transfer.credit.code],
      )
      const debit = rows.find(({ code }) => code === transfer.debit.code)!
      const credit = rows.find(({ code }) => code === transfer.credit.code)!
      for (const { id } of [debit, credit])
        await client.query(
          `update ledger_balance set balance = balance + $3, transfers = transfers + 1
           where merchant_id = $1 and account_id = $2`,
          [merchantId, id, amount],
        )
      const values: unknown[] = [
        merchantId,
        db.newId(),
        key,
        hash,
        kind,
        subjectKind,
        subjectId,
        amount,
      ].concat(
        [debit.id, debit.transfers + 1n, debit.balance + amount],
        [credit.id, credit.transfers + 1n, credit.balance + amount],
      )
      await client.query(
        `insert into ledger_transfer (merchant_id, id, key, hash, kind, subject_kind, subject_id, amount,
           debit_account_id, debit_sequence, debit_balance, credit_account_id, credit_sequence, credit_balance,
           created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        [...values, db.clock.now()],
      )
    }
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
