import { command, query } from './route.ts'
import { Fen, Id, Name, T, Text, Time, nullable, object, oneOf, optional } from './schema.ts'

const audience = 'merchant' as const

const Pem = T.String({ minLength: 100, maxLength: 8000 })

/** What may be seen of a channel account: never a key, only whether it is there and its fingerprint. */
export const ChannelAccount = object({
  id: Id,
  provider: oneOf('wechat-pay', 'alipay'),
  name: T.String(),
  custody: oneOf('operator', 'own'),
  enabled: T.Boolean(),
  merchantNumber: T.String(),
  notifyUrl: T.String(),
  /** Which secrets are stored, each with the first characters of its fingerprint. */
  secrets: T.Array(object({ name: T.String(), fingerprint: T.String(), at: Time })),
  appIds: T.Array(T.String()),
  lastTest: nullable(object({ at: Time, state: T.String(), orderId: Id })),
})

const WechatPayKeys = object({
  provider: T.Literal('wechat-pay'),
  merchantNumber: T.String({ pattern: '^\\d{8,12}$' }),
  merchantSerial: T.String({ pattern: '^[0-9A-Fa-f]{20,64}$' }),
  merchantPrivateKeyPem: Pem,
  apiV3Key: T.String({ minLength: 32, maxLength: 32 }),
  /** Only for what WeChat Pay still speaks in v2: barcodes, and XML notices. */
  apiV2Key: optional(T.String({ minLength: 32, maxLength: 32 })),
  platformKeys: T.Array(object({ id: T.String({ minLength: 8, maxLength: 80 }), pem: Pem }), {
    minItems: 1,
    maxItems: 5,
  }),
})
const AlipayKeys = object({
  provider: T.Literal('alipay'),
  merchantNumber: T.String({ pattern: '^\\d{16}$' }),
  appId: T.String({ pattern: '^\\d{16}$' }),
  appPrivateKeyPem: Pem,
  alipayPublicKeyPem: Pem,
})
export const ChannelKeys = T.Union([WechatPayKeys, AlipayKeys])

/** A mini-program, official account or Alipay app of the merchant, by which customers come in and pay. */
export const App = object({
  id: Id,
  kind: oneOf('wechat-mini-program', 'wechat-official-account', 'alipay-app'),
  name: T.String(),
  appId: T.String(),
  channelAccountId: nullable(Id),
  secretStored: T.Boolean(),
  templates: T.Array(object({ event: T.String(), templateId: T.String() })),
})
const AppBody = {
  name: Name,
  appId: T.String({ minLength: 8, maxLength: 32, pattern: '^[0-9A-Za-z]+$' }),
  secret: optional(T.String({ minLength: 16, maxLength: 4000 })),
  channelAccountId: nullable(Id),
  templates: T.Array(
    object({ event: oneOf('order.paid', 'card.redeemed', 'refund.succeeded'), templateId: Text(64) }),
    { maxItems: 10 },
  ),
}
const accountParams = object({ channelAccountId: Id })

export const channelRoutes = {
  listChannelAccounts: query({
    audience,
    path: '/channel-accounts',
    access: 'channel.view',
    summary: '支付渠道',
    answer: object({ items: T.Array(ChannelAccount) }),
  }),
  addChannelAccount: command({
    audience,
    path: '/channel-accounts',
    access: 'channel.edit',
    summary: '新增支付渠道',
    body: object({ name: Name, custody: oneOf('operator', 'own'), keys: ChannelKeys }),
    answer: ChannelAccount,
  }),
  editChannelAccount: command({
    audience,
    method: 'PATCH',
    path: '/channel-accounts/:channelAccountId',
    access: 'channel.edit',
    summary: '修改支付渠道',
    params: accountParams,
    body: object({ name: optional(Name), enabled: optional(T.Boolean()), keys: optional(ChannelKeys) }),
    answer: ChannelAccount,
  }),
  /** One fen by Native QR (WeChat Pay) or a page (Alipay); once paid it is refunded by itself. */
  testPayment: command({
    audience,
    path: '/channel-accounts/:channelAccountId/test-payment',
    access: 'channel.edit',
    summary: '测试支付',
    params: accountParams,
    answer: object({
      orderId: Id,
      codeUrl: nullable(T.String()),
      pageUrl: nullable(T.String()),
      amountFen: Fen,
    }),
  }),
  getTestPayment: query({
    audience,
    path: '/channel-accounts/:channelAccountId/test-payments/:orderId',
    access: 'channel.view',
    summary: '测试结果',
    params: object({ channelAccountId: Id, orderId: Id }),
    answer: object({ orderState: T.String(), attemptState: T.String(), refundState: nullable(T.String()) }),
  }),
  listApps: query({
    audience,
    path: '/apps',
    access: 'channel.view',
    summary: '小程序与公众号',
    answer: object({ items: T.Array(App) }),
  }),
  addApp: command({
    audience,
    path: '/apps',
    access: 'channel.edit',
    summary: '新增应用',
    body: object({ kind: oneOf('wechat-mini-program', 'wechat-official-account', 'alipay-app'), ...AppBody }),
    answer: App,
  }),
  editApp: command({
    audience,
    method: 'PATCH',
    path: '/apps/:id',
    access: 'channel.edit',
    summary: '修改应用',
    params: object({ id: Id }),
    body: object(AppBody),
    answer: App,
  }),
}
