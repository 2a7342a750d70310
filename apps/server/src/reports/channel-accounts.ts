import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { channelRoutes } from '@sesame/contract/channels'
import type { Tx } from '../kernel/db.ts'
import { appNotFound } from '../modules/app/index.ts'
import { channelAccountNotFound } from '../modules/channel-account/index.ts'
import { orderNotFound } from '../modules/order/index.ts'

type Account = AnswerOf<typeof channelRoutes.listChannelAccounts>['items'][number]
type App = AnswerOf<typeof channelRoutes.listApps>['items'][number]
type Test = AnswerOf<typeof channelRoutes.getTestPayment>
type Head = Omit<Account, 'notifyUrl'>

/** What may be seen of the accounts: no key, only that it is there and by what to recognise it. */
export async function listAccountViews(tx: Tx, notifyUrlOf: (account: Head) => string): Promise<Account[]> {
  const rows = await tx.query(sql<Head>`
    select a.id, a.provider, a.name, a.custody, a.enabled, a.merchant_number as "merchantNumber",
      a.key_fingerprints as secrets,
      coalesce(array(select app_id from app where merchant_id = a.merchant_id and channel_account_id = a.id
        order by created_at), '{}') as "appIds",
      (select json_build_object('at', to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'state', o.state, 'orderId', o.id)
        from payment_attempt p
        join sale_order o on o.merchant_id = p.merchant_id and o.id = p.order_id and o.source = 'channel-test'
        where p.merchant_id = a.merchant_id and p.channel_account_id = a.id
        order by o.created_at desc limit 1) as "lastTest"
    from channel_account a where a.merchant_id = ${tx.merchantId} order by a.created_at, a.id limit 100`)
  return rows.map((row) => ({ ...row, notifyUrl: notifyUrlOf(row) }))
}

export async function getAccountView(
  tx: Tx,
  id: string,
  notifyUrlOf: (account: Head) => string,
): Promise<Account> {
  const found = (await listAccountViews(tx, notifyUrlOf)).find((account) => account.id === id)
  if (!found) throw channelAccountNotFound()
  return found
}

export async function listAppViews(tx: Tx): Promise<App[]> {
  return tx.query(sql<App>`
    select a.id, a.kind, a.name, a.app_id as "appId", a.channel_account_id as "channelAccountId",
      a.secret_sealed is not null as "secretStored",
      coalesce((select json_agg(json_build_object('event', t.event, 'templateId', t.template_id) order by t.event)
        from message_template t where t.merchant_id = a.merchant_id and t.app_id = a.app_id), '[]') as templates
    from app a where a.merchant_id = ${tx.merchantId} order by a.created_at, a.id limit 100`)
}

export async function getAppView(tx: Tx, id: string): Promise<App> {
  const found = (await listAppViews(tx)).find((app) => app.id === id)
  if (!found) throw appNotFound()
  return found
}

/** How far a test has come: order, payment, and the way back. */
export async function readTestPayment(
  tx: Tx,
  { channelAccountId, orderId }: { channelAccountId: string; orderId: string },
): Promise<Test> {
  const row = await tx.one(sql<Test>`
    select o.state as "orderState", p.state as "attemptState",
      (select r.state from refund r where r.merchant_id = p.merchant_id and r.attempt_id = p.id
        order by r.created_at desc limit 1) as "refundState"
    from sale_order o join payment_attempt p on p.merchant_id = o.merchant_id and p.order_id = o.id
    where o.merchant_id = ${tx.merchantId} and o.id = ${orderId} and o.source = 'channel-test'
      and p.channel_account_id = ${channelAccountId}
    order by p.created_at desc limit 1`)
  if (!row) throw orderNotFound({ orderId })
  return row
}
