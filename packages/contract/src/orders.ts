import { carrierCodes } from './carriers.ts'
import { OrderRefund } from './refund-parts.ts'
import { command, query } from './route.ts'
import {
  Count,
  Fen,
  Id,
  Mobile,
  Name,
  PageQuery,
  Period,
  Search,
  T,
  Text,
  Time,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { attemptStates, lineKinds, orderSources, orderStates, shippingStates, tenders } from './states.ts'

const audience = 'merchant' as const

export const LineBody = object({
  kind: oneOf('visit', 'goods', 'card-open', 'card-recharge'),
  productId: Id,
  quantity: Count,
  /** The card to recharge; only with `card-recharge`. */
  cardId: optional(Id),
})
export const Lines = T.Array(LineBody, { minItems: 1, maxItems: 20 })

export const OrderLine = object({
  id: Id,
  kind: oneOf(...lineKinds),
  productId: nullable(Id),
  name: T.String(),
  quantity: T.Integer(),
  unitPriceFen: Fen,
  amountFen: Fen,
  cardId: nullable(Id),
  cardNumber: nullable(T.String()),
})
export const Attempt = object({
  id: Id,
  method: T.String(),
  outTradeNo: T.String(),
  transactionNo: nullable(T.String()),
  amountFen: Fen,
  state: oneOf(...attemptStates),
  createdAt: Time,
  succeededAt: nullable(Time),
  refundedByItself: T.Boolean(),
})
export const OrderSummary = object({
  id: Id,
  number: T.String(),
  source: oneOf(...orderSources),
  state: oneOf(...orderStates),
  customerId: nullable(Id),
  customerName: nullable(T.String()),
  customerMobile: nullable(T.String()),
  sellerName: nullable(T.String()),
  storeName: nullable(T.String()),
  title: T.String(),
  totalFen: Fen,
  paidFen: Fen,
  refundedFen: Fen,
  tender: nullable(oneOf(...tenders)),
  createdAt: Time,
  paidAt: nullable(Time),
  expiresAt: nullable(Time),
})
/** Of goods that are sent; the parcel is known once it was sent. */
export const Shipping = object({
  state: oneOf(...shippingStates),
  carrier: nullable(oneOf(...carrierCodes)),
  trackingNumber: nullable(T.String()),
  receiverMobileEnd: nullable(T.String()),
  sentAt: nullable(Time),
  /** False once WeChat is being told. */
  correctable: T.Boolean(),
})
export const Order = object({
  ...OrderSummary.properties,
  lines: T.Array(OrderLine),
  shipping: nullable(Shipping),
  attempts: T.Array(Attempt),
  refunds: T.Array(OrderRefund),
  events: T.Array(
    object({ at: Time, from: nullable(T.String()), to: T.String(), actorName: T.String(), note: T.String() }),
  ),
})
export const Deal = object({
  id: Id,
  orderId: Id,
  orderNumber: T.String(),
  at: Time,
  customerName: nullable(T.String()),
  sellerName: nullable(T.String()),
  storeName: nullable(T.String()),
  title: T.String(),
  amountFen: Fen,
  tender: oneOf(...tenders),
})
const orderParams = object({ orderId: Id })
const filters = { ...PageQuery, ...Period, search: optional(Search) }

export const orderRoutes = {
  listOrders: query({
    audience,
    path: '/orders',
    access: 'order.view',
    summary: '订单列表',
    query: object({
      ...filters,
      state: optional(oneOf(...orderStates)),
      kind: optional(oneOf(...lineKinds)),
      customerId: optional(Id),
      sellerId: optional(Id),
      storeId: optional(Id),
    }),
    answer: page(OrderSummary),
  }),
  getOrder: query({
    audience,
    path: '/orders/:orderId',
    access: 'order.view',
    summary: '订单',
    params: orderParams,
    answer: Order,
  }),
  /** An order at the counter. The quote is made anew by the server; the caller names no price. */
  sell: command({
    audience,
    path: '/orders',
    access: 'order.sell',
    summary: '收银开单',
    body: object({ customerId: nullable(Id), storeId: optional(nullable(Id)), lines: Lines }),
    answer: Order,
  }),
  quote: query({
    audience,
    path: '/quotes',
    access: 'order.sell',
    summary: '报价',
    /** `lines` is the JSON text of a list of lines as in the body of an order. */
    query: object({ customerId: optional(Id), lines: T.String({ maxLength: 4000 }) }),
    answer: object({
      totalFen: Fen,
      lines: T.Array(object({ name: T.String(), unitPriceFen: Fen, quantity: T.Integer(), amountFen: Fen })),
    }),
  }),
  /** Cash is booked against the cashier; `card` takes stored value by the customer's code. */
  takePayment: command({
    audience,
    path: '/orders/:orderId/payments',
    access: 'order.sell',
    summary: '收款',
    params: orderParams,
    body: T.Union([
      object({ tender: T.Literal('cash') }),
      object({ tender: T.Literal('card'), code: T.String({ minLength: 16, maxLength: 24 }) }),
      object({ tender: T.Literal('wechat-native') }),
    ]),
    answer: object({ order: Order, codeUrl: nullable(T.String()) }),
  }),
  checkPayment: command({
    audience,
    path: '/orders/:orderId/payment-check',
    access: 'order.sell',
    summary: '查询支付结果',
    params: orderParams,
    answer: Order,
  }),
  closeOrder: command({
    audience,
    path: '/orders/:orderId/close',
    access: 'order.close',
    summary: '关闭订单',
    params: orderParams,
    body: object({ reason: Text(80) }),
    answer: Order,
  }),
  listDeals: query({
    audience,
    path: '/deals',
    access: 'order.view',
    summary: '成交记录',
    query: object({
      ...filters,
      /** 'money' is every way but a card: what the dashboard counts as received. */
      tender: optional(oneOf(...tenders, 'money')),
      sellerId: optional(Id),
      storeId: optional(Id),
    }),
    answer: page(Deal),
  }),
}

export const Customer = object({
  id: Id,
  name: T.String(),
  mobile: T.String(),
  note: T.String(),
  createdAt: Time,
  cards: T.Integer(),
  orders: T.Integer(),
  paidFen: Fen,
})

export const customerRoutes = {
  listCustomers: query({
    audience,
    path: '/customers',
    access: 'customer.view',
    summary: '用户列表',
    /** `search`: a whole mobile number, its last four digits, or the beginning of a name. */
    query: object({ ...PageQuery, search: optional(Search) }),
    answer: page(Customer),
  }),
  getCustomer: query({
    audience,
    path: '/customers/:customerId',
    access: 'customer.view',
    summary: '用户',
    params: object({ customerId: Id }),
    answer: Customer,
  }),
  /** Finds the customer of this mobile or makes one; the person joins it when they verify the mobile. */
  addCustomer: command({
    audience,
    path: '/customers',
    access: 'customer.edit',
    summary: '登记用户',
    body: object({ mobile: Mobile, name: Name }),
    answer: Customer,
  }),
  editCustomer: command({
    audience,
    method: 'PATCH',
    path: '/customers/:customerId',
    access: 'customer.edit',
    summary: '修改用户',
    params: object({ customerId: Id }),
    body: object({ name: optional(Name), note: optional(Text(500)) }),
    answer: Customer,
  }),
}
