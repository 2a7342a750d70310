import { wechatTime } from '../clock.ts'
import { hex } from '../identifiers.ts'
import { json } from '../listen.ts'
import type { Answer, Incoming, Outgoing } from '../listen.ts'
import { routes } from '../routes.ts'
import { spoil } from '../world.ts'
import type { World } from '../world.ts'
import { turnRefund } from './abnormal-refunds.ts'
import { authorize, freshSeconds } from './authorization.ts'
import type { Caller } from './authorization.ts'
import { askForBill, downloadBill } from './bills.ts'
import { createCodePayment, reverseCodePayment } from './codepay.ts'
import { nextSigner, platform } from './merchants.ts'
import type { Mode } from './partner.ts'
import { isV2, wechatPayV2 } from './micropay-v2.ts'
import { PayRefusal, frequencyLimited, systemError } from './refusal.ts'
import { createRefund, findRefund, refundView } from './refunds.ts'
import { createSharingOrder, queryAmounts, querySharingOrder, unfreeze } from './sharing.ts'
import { addReceiver, deleteReceiver } from './sharing-receivers.ts'
import { createReturn, queryReturn } from './sharing-returns.ts'
import { seal, signedHeaders } from './signing.ts'
import { cancelTransfer, createTransfer, queryTransfer } from './transfers.ts'
import { closeTransaction, createTransaction, queryTransaction } from './transactions.ts'
import type { TradeType } from './trades.ts'

type Call = { world: World; caller: Caller; incoming: Incoming; params: Record<string, string> }
/** undefined is 204 */
type Made = Record<string, unknown> | undefined
type Operation = { on: string; run(call: Call): Made | Promise<Made> }

const create = (tradeType: TradeType, mode: Mode): Operation => ({
  on: 'create',
  run: ({ world, caller, incoming }) =>
    createTransaction(world, caller.merchant, { tradeType, mode, text: incoming.body }),
})

/** The same for a merchant of its own and for a service provider, whose calls have a path of their own. */
const orders = (path: string, mode: Mode): Record<string, Operation> => ({
  [`POST ${path}/jsapi`]: create('JSAPI', mode),
  [`POST ${path}/native`]: create('NATIVE', mode),
  [`POST ${path}/h5`]: create('MWEB', mode),
  [`POST ${path}/app`]: create('APP', mode),
  [`GET ${path}/out-trade-no/:outTradeNo`]: {
    on: 'query',
    run: ({ world, caller, incoming: { query }, params }) =>
      queryTransaction(world, caller.merchant, { outTradeNo: params['outTradeNo'], mode, query }),
  },
  [`GET ${path}/id/:transactionId`]: {
    on: 'query',
    run: ({ world, caller, incoming: { query }, params }) =>
      queryTransaction(world, caller.merchant, { transactionId: params['transactionId'], mode, query }),
  },
  [`POST ${path}/out-trade-no/:outTradeNo/close`]: {
    on: 'close',
    run: ({ world, caller, incoming, params }) => {
      const { outTradeNo = '' } = params
      closeTransaction(world, caller.merchant, { outTradeNo, mode, text: incoming.body })
      return undefined
    },
  },
})

const match = routes<Operation>({
  ...orders('/v3/pay/transactions', 'direct'),
  ...orders('/v3/pay/partner/transactions', 'partner'),
  'POST /v3/pay/transactions/codepay': {
    on: 'barcode',
    run: ({ world, caller, incoming }) => createCodePayment(world, caller.merchant, incoming.body),
  },
  'POST /v3/pay/transactions/out-trade-no/:outTradeNo/reverse': {
    on: 'reverse',
    run: ({ world, caller, incoming, params }) =>
      reverseCodePayment(world, caller.merchant, params['outTradeNo'] ?? '', incoming.body),
  },
  'POST /v3/refund/domestic/refunds': {
    on: 'refund',
    run: async ({ world, caller, incoming }) =>
      refundView(await createRefund(world, caller.merchant, incoming.body)),
  },
  'GET /v3/refund/domestic/refunds/:outRefundNo': {
    on: 'query-refund',
    run: ({ world, caller, incoming, params }) => {
      const refund = findRefund(world, caller.merchant.mchid, params['outRefundNo'] ?? '')
      const subMchid = incoming.query.get('sub_mchid') ?? undefined
      if (refund === undefined || refund.partner?.subMchid !== subMchid)
        throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
      return refundView(refund)
    },
  },
  'POST /v3/refund/domestic/refunds/:refundId/apply-abnormal-refund': {
    on: 'refund',
    run: ({ world, caller, incoming, params }) => {
      const serial = String(incoming.headers['wechatpay-serial'] ?? '')
      const refundId = params['refundId'] ?? ''
      return turnRefund(world, caller.merchant, { refundId, text: incoming.body, serial })
    },
  },
  'POST /v3/profitsharing/receivers/add': {
    on: 'receiver',
    run: ({ world, caller, incoming }) => {
      const serial = String(incoming.headers['wechatpay-serial'] ?? '')
      return addReceiver(world, caller.merchant, { text: incoming.body, serial })
    },
  },
  'POST /v3/profitsharing/receivers/delete': {
    on: 'receiver',
    run: ({ world, caller, incoming }) => deleteReceiver(world, caller.merchant, incoming.body),
  },
  'POST /v3/profitsharing/orders': {
    on: 'share',
    run: ({ world, caller, incoming }) => createSharingOrder(world, caller.merchant, incoming.body),
  },
  'POST /v3/profitsharing/orders/unfreeze': {
    on: 'share',
    run: ({ world, caller, incoming }) => unfreeze(world, caller.merchant, incoming.body),
  },
  'GET /v3/profitsharing/orders/:outOrderNo': {
    on: 'query-share',
    run: ({ world, caller, incoming, params }) =>
      querySharingOrder(world, caller.merchant, {
        outOrderNo: params['outOrderNo'] ?? '',
        transactionId: incoming.query.get('transaction_id'),
      }),
  },
  'POST /v3/profitsharing/return-orders': {
    on: 'share-return',
    run: ({ world, caller, incoming }) => createReturn(world, caller.merchant, incoming.body),
  },
  'GET /v3/profitsharing/return-orders/:outReturnNo': {
    on: 'query-share-return',
    run: ({ world, caller, incoming, params }) =>
      queryReturn(world, caller.merchant, {
        outReturnNo: params['outReturnNo'] ?? '',
        outOrderNo: incoming.query.get('out_order_no'),
      }),
  },
  'GET /v3/profitsharing/transactions/:transactionId/amounts': {
    on: 'query-amounts',
    run: ({ world, caller, params }) => queryAmounts(world, caller.merchant, params['transactionId'] ?? ''),
  },
  'POST /v3/fund-app/mch-transfer/transfer-bills': {
    on: 'transfer',
    run: ({ world, caller, incoming }) => {
      const serial = String(incoming.headers['wechatpay-serial'] ?? '')
      return createTransfer(world, caller, { text: incoming.body, serial })
    },
  },
  'GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/:outBillNo': {
    on: 'query-transfer',
    run: ({ world, caller, params }) =>
      queryTransfer(world, caller.merchant.mchid, params['outBillNo'] ?? ''),
  },
  'POST /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/:outBillNo/cancel': {
    on: 'cancel-transfer',
    run: ({ world, caller, params }) =>
      cancelTransfer(world, caller.merchant.mchid, params['outBillNo'] ?? ''),
  },
  'GET /v3/bill/tradebill': {
    on: 'bill',
    run: ({ world, caller, incoming }) => askForBill(world, caller.merchant.mchid, incoming.query),
  },
  'GET /v3/certificates': {
    on: 'query-certificates',
    run: ({ world, caller }) => certificates(world, caller),
  },
})

export async function wechatPay(world: World, incoming: Incoming): Promise<Answer> {
  if (isV2(incoming)) return wechatPayV2(world, incoming)
  const answer = await respond(world, incoming)
  if (answer === 'hang-up') return answer
  return { ...answer, headers: { ...answer.headers, 'Request-ID': hex(16) } }
}

async function respond(world: World, incoming: Incoming): Promise<Answer> {
  const route = match(incoming.method, incoming.path)
  const isFile = incoming.path === '/v3/billdownload/file'
  if (route === 'no-path' && !isFile) return { status: 404 }
  if (route === 'no-method') return { status: 405 }
  try {
    if (route === 'no-path') return downloadBill(world, incoming)
    const caller = authorize(world, incoming)
    const occasion = { provider: 'wechat-pay', merchant: caller.merchant.mchid, on: route.found.on } as const
    if (world.faults.take('rate-limit', occasion) !== undefined) throw frequencyLimited()
    const made = await route.found.run({ world, caller, incoming, params: route.params })
    return await spoil(world, occasion, signed(world, caller, made), () => systemError().answer())
  } catch (error) {
    if (error instanceof PayRefusal) return error.answer()
    throw error
  }
}

function signed(world: World, caller: Caller, made: Made): Outgoing {
  const body = made === undefined ? '' : JSON.stringify(made)
  const signer = nextSigner(world, caller.merchant.mchid)
  const headers = signedHeaders(body, signer, world.clock.sameClockAs(caller.signedAt, freshSeconds))
  if (made === undefined) return { status: 204, headers }
  return { status: 200, headers: { ...json(200, made).headers, ...headers }, body }
}

/** The customer's account could not take the money; the merchant names another way, which works. */

async function certificates(world: World, caller: Caller): Promise<Record<string, unknown>> {
  if (caller.merchant.keyMode === 'public-key') {
    throw new PayRefusal(
      404,
      'RESOURCE_NOT_EXISTS',
      '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥',
    )
  }
  const { certificateSerial, certificatePem, from, until } = await platform(world)
  return {
    data: [
      {
        serial_no: certificateSerial,
        effective_time: wechatTime(new Date(from)),
        expire_time: wechatTime(new Date(until)),
        encrypt_certificate: seal(certificatePem, caller.merchant.apiV3Key, 'certificate'),
      },
    ],
  }
}
