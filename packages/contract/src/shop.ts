import { command, query } from './route.ts'
import { Card, CardEvent, CardSummary } from './cards.ts'
import { Product } from './catalog.ts'
import { Lines, Order, OrderSummary } from './orders.ts'
import {
  Done,
  Fen,
  Id,
  PageQuery,
  Search,
  ShopCode,
  T,
  Text,
  Time,
  Whole,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { orderStates, payoutStates } from './states.ts'

/** What the customer app may do. A shop is a merchant, named by its public code in the path. */
const audience = 'customer' as const

const Shop = object({
  code: T.String(),
  name: T.String(),
  typeCode: T.String(),
  typeName: T.String(),
  notice: T.String(),
  phone: T.String(),
  themeColor: T.String(),
  coverUrl: nullable(T.String()),
  address: T.String(),
  apps: T.Array(object({ kind: T.String(), appId: T.String() })),
  templates: T.Array(object({ event: T.String(), templateId: T.String() })),
})
const shopParams = object({ shop: ShopCode })
const orderParams = object({ shop: ShopCode, orderId: Id })
const cardParams = object({ shop: ShopCode, cardId: Id })

/** What a customer may choose. */
export const PaymentMethod = oneOf(
  'wechat-mini-program',
  'wechat-jsapi',
  'wechat-h5',
  'wechat-native',
  'wechat-app',
  'alipay-wap',
  'alipay-page',
  'alipay-jsapi',
  'alipay-app',
)
/** What only a cashier may choose, with the customer in front of them. */
export const CounterMethod = oneOf('wechat-barcode', 'wechat-codepay', 'alipay-barcode', 'alipay-precreate')
export const Credential = T.Union([
  object({
    kind: T.Literal('wechat-jsapi'),
    appId: T.String(),
    timeStamp: T.String(),
    nonceStr: T.String(),
    package: T.String(),
    signType: T.String(),
    paySign: T.String(),
  }),
  /** What an app that carries our pages hands to WeChat's library. */
  object({
    kind: T.Literal('wechat-app'),
    appid: T.String(),
    partnerid: T.String(),
    prepayid: T.String(),
    package: T.String(),
    noncestr: T.String(),
    timestamp: T.String(),
    sign: T.String(),
  }),
  object({ kind: T.Literal('redirect'), url: T.String() }),
  object({ kind: T.Literal('qr'), codeUrl: T.String() }),
  object({ kind: T.Literal('alipay-jsapi'), tradeNo: T.String() }),
  /** For Alipay's SDK in an app of the merchant's own. */
  object({ kind: T.Literal('alipay-app'), orderString: T.String() }),
])

export const shopRoutes = {
  listShops: query({
    audience,
    path: '/shops',
    access: 'public',
    summary: '商户列表',
    query: object({ ...PageQuery, search: optional(Search) }),
    answer: page(
      object({ code: T.String(), name: T.String(), typeName: T.String(), themeColor: T.String() }),
    ),
  }),
  getShop: query({
    audience,
    path: '/shops/:shop',
    access: 'public',
    summary: '商户',
    params: shopParams,
    answer: Shop,
  }),
  listShopProducts: query({
    audience,
    path: '/shops/:shop/products',
    access: 'public',
    summary: '商品',
    params: shopParams,
    query: object({ ...PageQuery, category: optional(Search), shape: optional(oneOf('single', 'bundle')) }),
    answer: page(Product),
  }),
  getShopProduct: query({
    audience,
    path: '/shops/:shop/products/:productId',
    access: 'public',
    summary: '商品',
    answer: Product,
    params: object({ shop: ShopCode, productId: Id }),
  }),
  /** With a pending recharge for the card, refused with `order.recharge_pending` and its id unless `anew` (B41). */
  checkout: command({
    audience,
    path: '/shops/:shop/orders',
    access: 'session',
    summary: '下单',
    params: shopParams,
    body: object({ lines: Lines, anew: optional(T.Boolean()) }),
    answer: Order,
  }),
  /** What the shop pays to this person, who works there; those that wait for a yes have what opens it. */
  listMyPayouts: query({
    audience,
    path: '/shops/:shop/payouts',
    access: 'session',
    summary: '我的收款',
    params: shopParams,
    answer: object({
      items: T.Array(
        object({
          id: Id,
          amountFen: Fen,
          remark: T.String(),
          state: oneOf(...payoutStates),
          createdAt: Time,
          /** For wx.requestMerchantTransfer. */
          confirmation: nullable(object({ appId: T.String(), mchId: T.String(), package: T.String() })),
        }),
      ),
    }),
  }),
  listMyOrders: query({
    audience,
    path: '/shops/:shop/orders',
    access: 'session',
    summary: '我的订单',
    params: shopParams,
    query: object({ ...PageQuery, state: optional(oneOf(...orderStates)) }),
    answer: page(OrderSummary),
  }),
  getMyOrder: query({
    audience,
    path: '/shops/:shop/orders/:orderId',
    access: 'session',
    summary: '我的订单',
    params: orderParams,
    answer: Order,
  }),
  closeMyOrder: command({
    audience,
    path: '/shops/:shop/orders/:orderId/close',
    access: 'session',
    summary: '取消订单',
    params: orderParams,
    answer: Order,
  }),
  listPaymentMethods: query({
    audience,
    path: '/shops/:shop/payment-methods',
    access: 'session',
    summary: '可用支付方式',
    params: shopParams,
    query: object({
      environment: oneOf(
        'wechat-mini-program',
        'alipay-mini-program',
        'wechat',
        'alipay',
        'app',
        'mobile-browser',
        'browser',
      ),
    }),
    answer: object({ items: T.Array(object({ method: PaymentMethod, name: T.String() })) }),
  }),
  pay: command({
    audience,
    path: '/shops/:shop/orders/:orderId/payments',
    access: 'session',
    summary: '支付',
    params: orderParams,
    body: object({ method: PaymentMethod, returnUrl: optional(Text(300)) }),
    answer: object({ attemptId: Id, credential: Credential, expiresAt: Time }),
  }),
  /** After coming back from the channel: asks the channel now and answers with the order as it is. */
  checkMyPayment: command({
    audience,
    path: '/shops/:shop/orders/:orderId/payment-check',
    access: 'session',
    summary: '查询支付结果',
    params: orderParams,
    answer: Order,
  }),
  pendingRecharge: query({
    audience,
    path: '/shops/:shop/pending-recharge',
    access: 'session',
    summary: '待支付的充值',
    params: shopParams,
    query: object({ cardId: Id }),
    answer: object({ order: nullable(OrderSummary) }),
  }),
  listMyCards: query({
    audience,
    path: '/shops/:shop/cards',
    access: 'session',
    summary: '我的卡',
    params: shopParams,
    answer: object({ items: T.Array(CardSummary) }),
  }),
  /** A card page without an id (A9): the one card, or the choice when there are several. */
  currentCard: query({
    audience,
    path: '/shops/:shop/card',
    access: 'session',
    summary: '我的卡（免卡号）',
    params: shopParams,
    answer: object({ card: nullable(Card), choices: T.Array(CardSummary) }),
  }),
  getMyCard: query({
    audience,
    path: '/shops/:shop/cards/:cardId',
    access: 'session',
    summary: '我的卡',
    params: cardParams,
    answer: Card,
  }),
  /** Sixteen digits that change every 30 s and are accepted once. */
  cardCode: query({
    audience,
    path: '/shops/:shop/cards/:cardId/code',
    access: 'session',
    summary: '动态码',
    params: cardParams,
    answer: object({ code: T.String(), expiresAt: Time, secondsLeft: Whole }),
  }),
  listMyCardEvents: query({
    audience,
    path: '/shops/:shop/cards/:cardId/history',
    access: 'session',
    summary: '使用记录',
    params: cardParams,
    query: object({ ...PageQuery }),
    answer: page(CardEvent),
  }),
  /** What the person accepted in the app's subscribe dialog; each acceptance is one message. */
  grantMessages: command({
    audience,
    path: '/shops/:shop/message-grants',
    access: 'session',
    summary: '订阅消息授权',
    params: shopParams,
    body: object({ appId: Text(32), templateIds: T.Array(Text(64), { minItems: 1, maxItems: 3 }) }),
    answer: Done,
  }),
}
