import { command, query } from './route.ts'
import { Fen, Id, Name, T, Text, Time, Whole, nullable, object, oneOf, optional } from './schema.ts'

const audience = 'merchant' as const

const AppId = T.String({ minLength: 8, maxLength: 32, pattern: '^[0-9A-Za-z]+$' })
const Pem = T.String({ minLength: 100, maxLength: 8000 })
const Provider = oneOf('wechat-pay', 'alipay')
const Secrets = T.Array(object({ name: T.String(), fingerprint: T.String(), at: Time }))
const AppKind = oneOf('wechat-mini-program', 'wechat-official-account', 'wechat-mobile-app', 'alipay-app')
const Certificates = object({
  serials: T.Array(T.String()),
  askedAt: nullable(Time),
  problem: nullable(T.String()),
})

/** What may be seen of a channel account: never a key, only whether it is there and its fingerprint. */
export const ChannelAccount = object({
  id: Id,
  provider: Provider,
  name: T.String(),
  custody: oneOf('operator', 'own'),
  enabled: T.Boolean(),
  merchantNumber: T.String(),
  subMerchantNumber: nullable(T.String()),
  notifyUrl: T.String(),
  /** Which secrets are stored, each with the first characters of its fingerprint; none of the operator's. */
  secrets: Secrets,
  /** What was downloaded of WeChat Pay's certificates. */
  certificates: Certificates,
  appIds: T.Array(T.String()),
  lastTest: nullable(object({ at: Time, state: T.String(), orderId: Id })),
})

const MerchantNumber = T.String({ pattern: '^\\d{8,12}$' })
const WechatPayKeys = object({
  provider: T.Literal('wechat-pay'),
  /** A service provider's own number, where `partner` is given. */
  merchantNumber: MerchantNumber,
  merchantSerial: T.String({ pattern: '^[0-9A-Fa-f]{20,64}$' }),
  merchantPrivateKeyPem: Pem,
  /** Compared with the serial and the private key, and shown where a payment by code is taken back. */
  merchantCertificatePem: optional(Pem),
  apiV3Key: T.String({ minLength: 32, maxLength: 32 }),
  /** Only for what WeChat Pay still speaks in v2: barcodes, and XML notices. */
  apiV2Key: optional(T.String({ minLength: 32, maxLength: 32 })),
  /** Public keys, and certificates typed in. Without any, certificates are downloaded. */
  platformKeys: T.Array(object({ id: T.String({ minLength: 8, maxLength: 80 }), pem: Pem }), { maxItems: 5 }),
  /** Of a service provider: its own app, and the number of the merchant that it collects for. */
  partner: optional(object({ appId: AppId, subMerchantNumber: MerchantNumber })),
})
/** As Alipay gives them for an app in certificate mode; the root file holds several one after another. */
const AlipayCertificates = object({
  appPem: Pem,
  alipayPem: Pem,
  rootPem: T.String({ minLength: 100, maxLength: 20_000 }),
})
const AlipayKeys = object({
  provider: T.Literal('alipay'),
  merchantNumber: T.String({ pattern: '^\\d{16}$' }),
  appId: T.String({ pattern: '^\\d{16}$' }),
  appPrivateKeyPem: Pem,
  /** In key mode; or else the certificates, which transfers to people need. */
  alipayPublicKeyPem: optional(Pem),
  certificates: optional(AlipayCertificates),
})
export const ChannelKeys = T.Union([WechatPayKeys, AlipayKeys])

/** An account of the operator's, by which it collects for the merchants that it grants it to. */
export const OperatorAccount = object({
  id: Id,
  provider: Provider,
  name: T.String(),
  enabled: T.Boolean(),
  merchantNumber: T.String(),
  subMerchantNumber: nullable(T.String()),
  notifyUrl: T.String(),
  secrets: Secrets,
  certificates: Certificates,
  /** How many merchants may use it now. */
  merchants: Whole,
})

/** A mini-program, official account or Alipay app of the merchant, by which customers come in and pay. */
export const App = object({
  id: Id,
  kind: AppKind,
  name: T.String(),
  appId: T.String(),
  channelAccountId: nullable(Id),
  secretStored: T.Boolean(),
  /** Names of the files by which WeChat sees that this host is the official account's own. */
  domainChecks: T.Array(T.String()),
  templates: T.Array(object({ event: T.String(), templateId: T.String() })),
})
const AppBody = {
  name: Name,
  appId: AppId,
  secret: optional(T.String({ minLength: 16, maxLength: 4000 })),
  channelAccountId: nullable(Id),
  templates: T.Array(
    object({ event: oneOf('order.paid', 'card.redeemed', 'refund.succeeded'), templateId: Text(64) }),
    { maxItems: 10 },
  ),
}
const accountParams = object({ channelAccountId: Id })

/** Methods that are not bound to the app in which the customer is. */
export const ChosenMethod = oneOf(
  'wechat-h5',
  'wechat-native',
  'wechat-app',
  'wechat-barcode',
  'wechat-codepay',
  'alipay-wap',
  'alipay-page',
  'alipay-app',
  'alipay-barcode',
  'alipay-precreate',
)
const PaymentDefault = object({ method: ChosenMethod, channelAccountId: Id, appId: nullable(AppId) })

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
    body: object({ name: Name, keys: ChannelKeys }),
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
    body: object({ kind: AppKind, ...AppBody }),
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
  /** The file as WeChat gives it: `MP_verify_{code}.txt`, which holds the code and nothing else. */
  addDomainCheck: command({
    audience,
    path: '/apps/:id/domain-checks',
    access: 'channel.edit',
    summary: '上传域名校验文件',
    params: object({ id: Id }),
    body: object({
      name: T.String({ pattern: '^MP_verify_[0-9A-Za-z]{16}\\.txt$' }),
      content: T.String({ minLength: 1, maxLength: 100 }),
    }),
    answer: App,
  }),
  removeDomainCheck: command({
    audience,
    method: 'DELETE',
    path: '/apps/:id/domain-checks/:name',
    access: 'channel.edit',
    summary: '删除域名校验文件',
    params: object({ id: Id, name: T.String({ pattern: '^MP_verify_[0-9A-Za-z]{16}\\.txt$' }) }),
    answer: App,
  }),
  refreshCertificates: command({
    audience,
    path: '/channel-accounts/:channelAccountId/certificates',
    access: 'channel.edit',
    summary: '下载平台证书',
    params: accountParams,
    answer: ChannelAccount,
  }),
  listPaymentDefaults: query({
    audience,
    path: '/payment-defaults',
    access: 'channel.view',
    summary: '默认收款渠道',
    answer: object({ items: T.Array(PaymentDefault) }),
  }),
  savePaymentDefault: command({
    audience,
    method: 'PATCH',
    path: '/payment-defaults/:method',
    access: 'channel.edit',
    summary: '选择默认收款渠道',
    params: object({ method: ChosenMethod }),
    /** Without an account the first that fits is used again. */
    body: object({ channelAccountId: nullable(Id), appId: nullable(AppId) }),
    answer: object({ items: T.Array(PaymentDefault) }),
  }),
}
