import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import {
  getStatement,
  lockStatementsThrough,
  markStatement,
  statementNotOpen,
} from '../../modules/settlement/index.ts'

export type ConfirmStatement = {
  merchantId: string
  key: string
  actor: Actor
  staffId: string
  statementId: string
}

/**
 * The merchant agrees to a statement, and with it to those before: its closing balance rests on theirs. What they
 * still had to pay out goes on in this one.
 */
export async function confirmStatement(db: Db, input: ConfirmStatement): Promise<{ statementId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'confirm-statement', input, async () => {
      const { actor, staffId, statementId } = input
      const { lastDay } = await getStatement(tx, statementId)
      const through = await lockStatementsThrough(tx, lastDay)
      const last = through.at(-1)
      if (last?.id !== statementId || last.state !== 'open') throw statementNotOpen({ statementId })

      for (const statement of through) {
        const confirmed =
          statement.state === 'open' ? await markStatement(tx, statement, 'confirmed', staffId) : statement
        if (confirmed.id !== statementId) await markStatement(tx, confirmed, 'carried')
      }
      await audit(tx, {
        actor,
        action: 'statement.confirmed',
        subjectKind: 'statement',
        subjectId: statementId,
        after: { number: last.number, closingFen: last.closingFen, statements: through.length },
      })
      return { statementId }
    }),
  )
}
