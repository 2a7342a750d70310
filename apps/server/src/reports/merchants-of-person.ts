import { sql } from 'kysely'
import type { ReportTx } from '../kernel/db.ts'

/** Where a person is known: under any id that was merged into theirs, or by their mobile. */
export async function merchantsOfPerson(read: ReportTx, personId: string): Promise<string[]> {
  const rows = await read.query(sql<{ merchantId: string }>`
    select distinct c.merchant_id as "merchantId" from customer c
    where c.person_id in (select id from person where id = ${personId} or merged_into = ${personId})
      or c.mobile_fingerprint = (select mobile_fingerprint from person where id = ${personId})`)
  return rows.map((row) => row.merchantId)
}
