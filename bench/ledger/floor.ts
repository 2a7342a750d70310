import type { Benchmark } from '../harness/benchmark.ts'
import { perSecond } from '../harness/load.ts'
import { newKey, newTransfer, postOne } from './books.ts'

const rowsAtOnce = 512

/** The journal's rows alone: made inside the database, no key looked up, no balance, no limit, no parameter. */
const raw = `
  insert into ledger_transfer (merchant_id, id, key, hash, kind, subject_kind, subject_id, amount,
    debit_account_id, debit_sequence, debit_balance, credit_account_id, credit_sequence, credit_balance, created_at)
  select $1::uuid, (lpad(to_hex($2::bigint + n), 16, '0') || '00000000000000000')::varchar(32)::uuid,
    'bench:' || ($2::bigint + n), sha256(int8send($2::bigint + n)), 'bench', 'bench', 'bench:' || ($2::bigint + n),
    1, $3::uuid, $2::bigint + n, $2::bigint + n, $4::uuid, $2::bigint + n, $2::bigint + n, $5
  from generate_series(1, ${rowsAtOnce}) n`

export const ledgerFloor: Benchmark = {
  name: 'ledger-floor',
  about: `transfers, 1024 concurrent, against raw INSERT … SELECT of the journal's rows, ${rowsAtOnce} a commit`,
  unit: 'transfers/s',
  reach: 0.3,
  better: 'higher',
  prepare: async ({ db, owner, newMerchant }) => {
    const [ours, theirs] = [await newMerchant(), await newMerchant()]
    const tools = { db }
    const accounts = [db.newId(), db.newId()]
    let written = 0
    const insert = async () => {
      const first = written
      written += rowsAtOnce
      await owner.query(raw, [theirs, first, ...accounts, db.clock.now()])
    }
    return {
      sides: {
        ledger: () =>
          perSecond({ concurrent: 1024, seconds: 2 }, () =>
            postOne(tools, { merchantId: ours, transfer: newTransfer(newKey()) }),
          ),
        raw: async () => (await perSecond({ concurrent: 2, seconds: 2 }, insert)) * rowsAtOnce,
      },
      ratio: ({ ledger, raw: floor }) => ledger! / floor!,
    }
  },
}
