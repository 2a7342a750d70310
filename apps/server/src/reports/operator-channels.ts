import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import type { ReportTx, Sql } from '../kernel/db.ts'
import { channelAccountNotFound } from '../modules/channel-account/index.ts'
import { merchantNotFound } from '../modules/merchant/index.ts'
import { certificatesShown } from './channel-accounts.ts'
import type { NotifyUrlOf } from './channel-accounts.ts'
import { startsWith, when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Account = AnswerOf<typeof operatorChannelRoutes.listOperatorAccounts>['items'][number]
type Grant = AnswerOf<typeof operatorChannelRoutes.saveGrant>
type Row = Omit<Account, 'notifyUrl'>

/** The operator has a few at each channel, so all are answered, the newest first. */
export async function listOperatorAccountViews(read: ReportTx, notifyUrlOf: NotifyUrlOf): Promise<Account[]> {
  const rows = await read.query(accountRows(sql`true`))
  return rows.map((row) => accountShown(row, notifyUrlOf))
}

export async function getOperatorAccountView(
  read: ReportTx,
  id: string,
  notifyUrlOf: NotifyUrlOf,
): Promise<Account> {
  const row = await read.one(accountRows(sql`o.id = ${id}`))
  if (!row) throw channelAccountNotFound()
  return accountShown(row, notifyUrlOf)
}

const accountRows = (where: Sql): Sql<Row> => sql<Row>`
  select o.id, o.provider, o.name, o.enabled, o.merchant_number as "merchantNumber",
    o.sub_merchant_number as "subMerchantNumber", o.key_fingerprints as secrets, ${certificatesShown(sql`o.id`)},
    (select count(*)::integer from channel_account a where a.operator_account_id = o.id and a.enabled) as merchants
  from operator_channel_account o where ${where} order by o.created_at desc, o.id desc limit 1000`

const accountShown = (row: Row, notifyUrlOf: NotifyUrlOf): Account => ({
  ...row,
  notifyUrl: notifyUrlOf({ provider: row.provider, keyHolderId: row.id }),
})

type ListGrants = QueryOf<typeof operatorChannelRoutes.listGrants> & { operatorAccountId: string }
type GrantRow = Grant & { id: string; createdAt: Date }

const columns = sql`m.id, m.id as "merchantId", m.code, m.name, m.created_at as "createdAt", a.id as "channelAccountId",
  case when a.id is null then 'never' when a.enabled then 'granted' else 'withdrawn' end as state`

/** Every merchant, with those that may collect by this account among them. */
export async function listGrants(read: ReportTx, { operatorAccountId, ...query }: ListGrants) {
  const rows = await read.query(sql<GrantRow>`
    select ${columns} from merchant m
    left join channel_account a on a.merchant_id = m.id and a.operator_account_id = ${operatorAccountId}
    where m.kind = 'merchant'
      ${when(query.search, (text) => sql`(m.code = ${text.toUpperCase()} or ${startsWith(sql`m.name`, text)})`)}
      ${afterCursor(query, sql`m.created_at`, sql`m.id`)} 
    order by m.created_at desc, m.id desc limit ${limitOf(query) + 1}`)
  const { items, nextCursor } = pageOf(rows, query, (row) => row.createdAt)
  return { items: items.map(shown), nextCursor }
}

export async function getGrant(
  read: ReportTx,
  of: { operatorAccountId: string; merchantId: string },
): Promise<Grant> {
  const row = await read.one(sql<GrantRow>`
    select ${columns} from merchant m
    left join channel_account a on a.merchant_id = m.id and a.operator_account_id = ${of.operatorAccountId}
    where m.id = ${of.merchantId}`)
  if (!row) throw merchantNotFound({ merchantId: of.merchantId })
  return shown(row)
}

const shown = ({ merchantId, code, name, state, channelAccountId }: GrantRow): Grant => ({
  merchantId,
  code,
  name,
  state,
  channelAccountId,
})
