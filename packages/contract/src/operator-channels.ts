import { ChannelKeys, OperatorAccount } from './channels.ts'
import { command, query } from './route.ts'
import { Id, Name, PageQuery, Search, T, nullable, object, oneOf, optional, page } from './schema.ts'

const audience = 'operator' as const
const accountParams = object({ operatorAccountId: Id })
const grantParams = object({ operatorAccountId: Id, merchantId: Id })

/** A merchant, and whether this account collects for it. */
export const Grant = object({
  merchantId: Id,
  code: T.String(),
  name: T.String(),
  state: oneOf('granted', 'withdrawn', 'never'),
  channelAccountId: nullable(Id),
})

/** The operator's own numbers at the channels, by which it collects on behalf of merchants. */
export const operatorChannelRoutes = {
  listOperatorAccounts: query({
    audience,
    path: '/channel-accounts',
    access: 'collecting.view',
    summary: '平台收款账户',
    answer: object({ items: T.Array(OperatorAccount) }),
  }),
  addOperatorAccount: command({
    audience,
    path: '/channel-accounts',
    access: 'collecting.edit',
    summary: '新增平台收款账户',
    body: object({ name: Name, keys: ChannelKeys }),
    answer: OperatorAccount,
  }),
  editOperatorAccount: command({
    audience,
    method: 'PATCH',
    path: '/channel-accounts/:operatorAccountId',
    access: 'collecting.edit',
    summary: '修改平台收款账户',
    params: accountParams,
    body: object({ name: optional(Name), enabled: optional(T.Boolean()), keys: optional(ChannelKeys) }),
    answer: OperatorAccount,
  }),
  refreshOperatorCertificates: command({
    audience,
    path: '/channel-accounts/:operatorAccountId/certificates',
    access: 'collecting.edit',
    summary: '下载平台证书',
    params: accountParams,
    answer: OperatorAccount,
  }),
  listGrants: query({
    audience,
    path: '/channel-accounts/:operatorAccountId/grants',
    access: 'collecting.view',
    summary: '可使用的商户',
    params: accountParams,
    query: object({ ...PageQuery, search: optional(Search) }),
    answer: page(Grant),
  }),
  saveGrant: command({
    audience,
    method: 'PATCH',
    path: '/channel-accounts/:operatorAccountId/grants/:merchantId',
    access: 'collecting.edit',
    summary: '授权商户使用',
    params: grantParams,
    body: object({ granted: T.Boolean() }),
    answer: Grant,
  }),
}
