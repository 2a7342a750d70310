import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../kernel/db.ts'

export type Membership = {
  merchantId: string
  merchantName: string
  kind: 'merchant' | 'operator'
  staffId: string
}

/** Where a login works: asked before any merchant is known. */
export async function listMemberships(tx: GlobalTx, loginId: string): Promise<Membership[]> {
  return tx.query(sql<Membership>`
    select m.merchant_id as "merchantId", c.name as "merchantName", c.kind, m.staff_id as "staffId"
    from membership m join merchant c on c.id = m.merchant_id
    where m.login_id = ${loginId} and m.active and c.state in ('applying', 'active')
    order by c.name limit 50`)
}

/** True when a login works elsewhere too: then its password is not this merchant's to reset. */
export async function isSharedLogin(tx: Tx, loginId: string): Promise<boolean> {
  const elsewhere = await tx.one(sql`
    select from membership where login_id = ${loginId} and merchant_id <> ${tx.merchantId} limit 1`)
  return elsewhere !== undefined
}
