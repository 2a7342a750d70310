import type { Parts } from '../exchanges/parts.ts'
import { makeStatement } from '../flows/settlement/make-statement.ts'

// More than a year of days; the next hour goes on from there.
const statementsMax = 400

/** Each statement in a transaction of its own, until one waits for its period or its bills. */
export async function makeStatementsOf({ db }: Parts, { merchantId }: { merchantId: string }): Promise<void> {
  for (let made = 0; made < statementsMax; made++)
    if ((await makeStatement(db, { merchantId })) !== 'made') return
}
