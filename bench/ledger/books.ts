import { batched } from '../../apps/server/src/kernel/batch.ts'
import type { Db } from '../../apps/server/src/kernel/db.ts'
import { post } from '../../apps/server/src/ledger/index.ts'
import type { Account, Posted, Transfer } from '../../apps/server/src/ledger/index.ts'

export type Order = { merchantId: string; transfer: Transfer }

/** The ledger as hot flows use it: concurrent calls share transactions. */
export const postOne = batched<{ db: Db }, Order, Posted>(async (tx, orders) => {
  const posted = await post(
    tx,
    orders.map(({ transfer }) => transfer),
  )
  return posted.map((answer) => ({ answer }))
})

export const source: Account = { code: 'bank', unit: 'CNY', normal: 'debit', floor: null }
export const hot: Account = { code: 'merchant:available', unit: 'CNY', normal: 'credit', floor: null }

/** One fen onto the hot account, each time under a new key. */
export function newTransfer(key: string, debit: Account = source, credit: Account = hot): Transfer {
  return { key, debit, credit, amount: 1n, kind: 'bench', subjectKind: 'bench', subjectId: key }
}

let made = 0
export const newKey = (): string => `bench:${process.pid}:${++made}`
