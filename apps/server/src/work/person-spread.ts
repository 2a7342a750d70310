import type { Parts } from '../exchanges/parts.ts'
import { spreadPerson } from '../flows/access/repoint-person.ts'
import { inReport } from '../kernel/db.ts'
import { merchantsOfPerson } from '../reports/merchants-of-person.ts'

/** Two records turned out to be one person: each merchant that knows them hears of it in a job of its own. */
export async function spreadMerge({ db }: Parts, { personId }: { personId: string }): Promise<void> {
  const merchantIds = await inReport(db, (read) => merchantsOfPerson(read, personId))
  await spreadPerson(db, { personId, merchantIds })
}
