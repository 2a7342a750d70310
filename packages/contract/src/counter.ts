import { Order } from './orders.ts'
import { command, query } from './route.ts'
import { Id, T, nullable, object, oneOf } from './schema.ts'
import { CounterMethod } from './shop.ts'

const audience = 'merchant' as const
const access = 'order.sell' as const

/** What the customer's phone shows; whose it is, its first digits tell. Used once and never kept. */
const PayerCode = T.String({ pattern: '^(1[0-5]\\d{16}|(2[5-9]|30)\\d{14,22})$' })

/** `waiting`: perhaps for a password. `cancelling`: it is being taken back, and will not become a payment. */
export const codePaymentStates = ['waiting', 'cancelling', 'paid', 'failed', 'closed'] as const
export const CodePayment = object({ attemptId: Id, state: oneOf(...codePaymentStates), order: Order })

const orderParams = object({ orderId: Id })
const paymentParams = object({ orderId: Id, attemptId: Id })

/** Taking money at the counter over a channel: by the customer's code, or by a code shown to the customer. */
export const counterRoutes = {
  listCounterMethods: query({
    audience,
    path: '/counter-methods',
    access,
    summary: '收银可用的收款方式',
    answer: object({
      items: T.Array(
        object({ method: T.Union([CounterMethod, T.Literal('wechat-native')]), name: T.String() }),
      ),
    }),
  }),
  payByCode: command({
    audience,
    path: '/orders/:orderId/code-payments',
    access,
    summary: '付款码收款',
    params: orderParams,
    body: object({ payerCode: PayerCode }),
    answer: CodePayment,
  }),
  checkCodePayment: command({
    audience,
    path: '/orders/:orderId/code-payments/:attemptId/check',
    access,
    summary: '查询付款码收款',
    params: paymentParams,
    answer: CodePayment,
  }),
  /** An unpaid payment is closed at the channel and a paid one given back, unless it was paid just before. */
  cancelCodePayment: command({
    audience,
    path: '/orders/:orderId/code-payments/:attemptId/cancel',
    access,
    summary: '取消付款码收款',
    params: paymentParams,
    answer: CodePayment,
  }),
  /** A code for the customer to scan. */
  showPayCode: command({
    audience,
    path: '/orders/:orderId/pay-codes',
    access,
    summary: '出示收款码',
    params: orderParams,
    body: object({ provider: oneOf('wechat-pay', 'alipay') }),
    answer: object({ codeUrl: nullable(T.String()), order: Order }),
  }),
}
