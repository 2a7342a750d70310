import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { shopRoutes } from '@sesame/contract/shop'
import type { Tx } from '../kernel/db.ts'
import type { Vault } from '../kernel/secrets.ts'
import { packageOf } from '../modules/payout/index.ts'
import { idsOfPerson } from '../modules/person/index.ts'

type Row = Omit<AnswerOf<typeof shopRoutes.listMyPayouts>['items'][number], 'confirmation'> & {
  appId: string
  mchId: string
  packageSealed: Buffer | null
}

/** What a merchant pays to this person, with what opens the confirmation of those that wait for it. */
export async function listPayoutsOfPerson(tx: Tx, vault: Vault, personId: string) {
  const ids = await idsOfPerson(tx, personId)
  const rows = await tx.query(sql<Row>`
    select p.id, p.amount_fen as "amountFen", p.remark, p.state, p.created_at as "createdAt", p.app_id as "appId",
      coalesce(o.merchant_number, a.merchant_number) as "mchId", p.package_sealed as "packageSealed"
    from payout p
    join channel_account a on a.merchant_id = p.merchant_id and a.id = p.channel_account_id
    left join operator_channel_account o on o.id = a.operator_account_id
    where p.merchant_id = ${tx.merchantId} and p.person_id = any(${ids}::uuid[])
      and p.state not in ('requested', 'approved')
    order by p.state = 'waiting' desc, p.created_at desc, p.id desc limit 50`)
  return rows.map(({ appId, mchId, packageSealed, ...payout }) => ({
    ...payout,
    confirmation:
      payout.state === 'waiting' && packageSealed
        ? { appId, mchId, package: packageOf(vault, { id: payout.id, packageSealed }) }
        : null,
  }))
}
