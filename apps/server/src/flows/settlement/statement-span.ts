import type { Tx } from '../../kernel/db.ts'
import type { Span } from '../../ledger/index.ts'
import { getStatement } from '../../modules/settlement/index.ts'
import { spanOf } from './parts/next-period.ts'

/** From the first instant of a statement's period to the first after it. */
export async function statementSpan(tx: Tx, statementId: string): Promise<Span> {
  return spanOf(await getStatement(tx, statementId))
}
