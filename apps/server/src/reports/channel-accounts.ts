import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { channelRoutes } from '@sesame/contract/channels'
import type { Sql, Tx } from '../kernel/db.ts'
import { appNotFound } from '../modules/app/index.ts'
import { channelAccountNotFound } from '../modules/channel-account/index.ts'
import { orderNotFound } from '../modules/order/index.ts'

type Account = AnswerOf<typeof channelRoutes.listChannelAccounts>['items'][number]
type App = AnswerOf<typeof channelRoutes.listApps>['items'][number]
type Test = AnswerOf<typeof channelRoutes.getTestPayment>
type Head = Omit<Account, 'notifyUrl'> & { keyHolderId: string }
export type NotifyUrlOf = (account: Pick<Head, 'provider' | 'keyHolderId'>) => string

/** What may be seen of the accounts: no key, only that it is there and by what to recognise it. */
export async function listAccountViews(tx: Tx, notifyUrlOf: NotifyUrlOf): Promise<Account[]> {
  const rows = await tx.query(sql<Head>`
    select a.id, a.provider, coalesce(o.name, a.name) as name, a.custody,
      a.enabled and coalesce(o.enabled, true) as enabled,
      coalesce(o.merchant_number, a.merchant_number) as "merchantNumber",
      coalesce(o.sub_merchant_number, a.sub_merchant_number) as "subMerchantNumber",
      a.key_fingerprints as secrets, coalesce(o.id, a.id) as "keyHolderId", ${certificatesShown(sql`a.id`)},
      coalesce(array(select app_id from app where merchant_id = a.merchant_id and channel_account_id = a.id
        order by created_at), '{}') as "appIds",
      (select json_build_object('at', to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'state', o.state, 'orderId', o.id)
        from payment_attempt p
        join sale_order o on o.merchant_id = p.merchant_id and o.id = p.order_id and o.source = 'channel-test'
        where p.merchant_id = a.merchant_id and p.channel_account_id = a.id
        order by o.created_at desc limit 1) as "lastTest"
    from channel_account a left join operator_channel_account o on o.id = a.operator_account_id
    where a.merchant_id = ${tx.merchantId} order by a.created_at, a.id limit 100`)
  return rows.map((row) => {
    const { keyHolderId, ...shown } = row
    return { ...shown, notifyUrl: notifyUrlOf({ provider: row.provider, keyHolderId }) }
  })
}

/** Which of WeChat Pay's certificates were downloaded for an account, and how the last asking went. */
export const certificatesShown = (accountId: Sql): Sql => sql`
  (select json_build_object(
    'serials', coalesce((select json_agg(c.serial order by c.effective_at desc, c.serial)
      from platform_certificate c where c.account_id = ${accountId}), '[]'),
    'askedAt', to_char(max(r.asked_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'problem', max(r.problem))
    from certificate_refresh r where r.account_id = ${accountId}) as certificates`

export async function getAccountView(tx: Tx, id: string, notifyUrlOf: NotifyUrlOf): Promise<Account> {
  const found = (await listAccountViews(tx, notifyUrlOf)).find((account) => account.id === id)
  if (!found) throw channelAccountNotFound()
  return found
}

export async function listAppViews(tx: Tx): Promise<App[]> {
  return tx.query(sql<App>`
    select a.id, a.kind, a.name, a.app_id as "appId", a.channel_account_id as "channelAccountId",
      a.secret_sealed is not null as "secretStored",
      coalesce((select json_agg('MP_verify_' || d.code || '.txt' order by d.code) from domain_check d
        where d.merchant_id = a.merchant_id and d.app_id = a.app_id), '[]') as "domainChecks",
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
