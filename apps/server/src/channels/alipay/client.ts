import assert from 'node:assert/strict'
import { fen, fenFromYuan, fenToYuan } from '../../kernel/money.ts'
import { absent, ok, type Found, type Outcome } from '../outcome.ts'
import { oneOf, optionalText, textOf, type Fields } from '../reading.ts'
import { fromShanghaiPlainTime } from '../shanghai-time.ts'
import { cutToCharacters, oneLine } from '../text-length.ts'
import type { AlipayAccount } from './account.ts'
import { orderFields } from './order-fields.ts'
import { tradeStates, type AlipayBuyer, type AlipayPort, type AlipayTrade } from './port.ts'
import { checkEcho, openSigned, reading, type AlipayAddress, type Exec } from './signed-calls.ts'

/**
 * Calls out for one Alipay app. Every answer's signature is checked, and an unsigned one is never
 * believed.
 */
export function createAlipay(
  account: AlipayAccount,
  address: AlipayAddress,
  now: () => Date = () => new Date(),
): AlipayPort {
  const { sdk, exec, timestamp } = openSigned(account, address, now)
  const page = (method: string, params: object) =>
    sdk.pageExecute(method, 'GET', { ...timestamp(), ...params })

  return {
    wapPay: (order) =>
      page('alipay.trade.wap.pay', {
        notifyUrl: order.notifyUrl,
        returnUrl: order.returnUrl,
        bizContent: { ...orderFields(order), product_code: 'QUICK_WAP_WAY', quit_url: order.quitUrl },
      }),
    pagePay: (order) =>
      page('alipay.trade.page.pay', {
        notifyUrl: order.notifyUrl,
        returnUrl: order.returnUrl,
        bizContent: { ...orderFields(order), product_code: 'FAST_INSTANT_TRADE_PAY' },
      }),
    appPay: (order) =>
      sdk.sdkExecute('alipay.trade.app.pay', {
        ...timestamp(),
        notifyUrl: order.notifyUrl,
        bizContent: { ...orderFields(order), product_code: 'QUICK_MSECURITY_PAY' },
      }),
    ...tradeCalls(exec, account),
    async oauthToken(code) {
      const params = { grant_type: 'authorization_code', code }
      const outcome = await exec('alipay.system.oauth.token', params)
      return reading(outcome, (fields) => ({
        buyer: neededBuyer(fields, 'open_id', 'user_id'),
        accessToken: textOf(fields, 'access_token'),
        expiresInSeconds: Number(fields.expires_in),
      }))
    },
  }
}

function tradeCalls(
  exec: Exec,
  account: AlipayAccount,
): Omit<AlipayPort, 'wapPay' | 'pagePay' | 'appPay' | 'oauthToken'> {
  return {
    async create(order) {
      const bizContent = {
        ...orderFields(order),
        product_code: 'JSAPI_PAY',
        op_app_id: order.opAppId ?? account.appId,
        ...('openId' in order.buyer
          ? { buyer_open_id: order.buyer.openId }
          : { buyer_id: order.buyer.userId }),
      }
      const outcome = await exec('alipay.trade.create', { notifyUrl: order.notifyUrl, bizContent })
      return reading(outcome, (fields) => {
        checkEcho(fields, 'out_trade_no', order.outTradeNo)
        return { tradeNo: textOf(fields, 'trade_no') }
      })
    },
    async precreate(order) {
      const bizContent = { ...orderFields(order), product_code: 'FACE_TO_FACE_PAYMENT' }
      const outcome = await exec('alipay.trade.precreate', { notifyUrl: order.notifyUrl, bizContent })
      return reading(outcome, (fields) => {
        checkEcho(fields, 'out_trade_no', order.outTradeNo)
        return { codeUrl: textOf(fields, 'qr_code') }
      })
    },
    async query(outTradeNo) {
      const outcome = await exec('alipay.trade.query', { bizContent: { out_trade_no: outTradeNo } })
      return absentWhenMissing(reading(outcome, (fields) => readTrade(fields, outTradeNo)))
    },
    async close(outTradeNo) {
      const outcome = await exec('alipay.trade.close', { bizContent: { out_trade_no: outTradeNo } })
      return absentWhenMissing(outcome.kind === 'ok' ? ok('closed' as const) : outcome)
    },
    async refund(request) {
      assert(request.refundFen > 0n, 'a refundable amount')
      const bizContent = {
        out_trade_no: request.outTradeNo,
        out_request_no: request.outRequestNo,
        refund_amount: fenToYuan(fen(request.refundFen)),
        refund_reason: cutToCharacters(oneLine(request.reason), 128),
      }
      const outcome = await exec('alipay.trade.refund', { bizContent })
      return reading(outcome, (fields) => {
        checkEcho(fields, 'out_trade_no', request.outTradeNo)
        return {
          tradeNo: textOf(fields, 'trade_no'),
          outTradeNo: request.outTradeNo,
          refundedTotalFen: fenFromYuan(textOf(fields, 'refund_fee')),
          moneyMoved: textOf(fields, 'fund_change') === 'Y',
        }
      })
    },
    queryRefund: (request) => queryRefund(exec, request),
  }
}

/** An empty success means "not refunded", and only REFUND_SUCCESS means refunded. */
async function queryRefund(exec: Exec, request: { outTradeNo: string; outRequestNo: string }) {
  const bizContent = { out_trade_no: request.outTradeNo, out_request_no: request.outRequestNo }
  const outcome = await exec('alipay.trade.fastpay.refund.query', { bizContent })
  if (outcome.kind === 'ok' && optionalText(outcome.value, 'refund_status') !== 'REFUND_SUCCESS')
    return absent
  return absentWhenMissing(
    reading(outcome, (fields) => {
      checkEcho(fields, 'out_request_no', request.outRequestNo)
      return { ...request, refundFen: fenFromYuan(textOf(fields, 'refund_amount')) as bigint }
    }),
  )
}

function readTrade(fields: Fields, outTradeNo: string): AlipayTrade {
  checkEcho(fields, 'out_trade_no', outTradeNo)
  const paidAt = fromShanghaiPlainTime(optionalText(fields, 'send_pay_date') ?? '')
  const buyer = buyerOf(fields, 'buyer_open_id', 'buyer_user_id')
  return {
    tradeNo: textOf(fields, 'trade_no'),
    outTradeNo,
    state: oneOf(fields, 'trade_status', tradeStates),
    totalFen: fenFromYuan(textOf(fields, 'total_amount')),
    ...(paidAt ? { paidAt } : {}),
    ...(buyer ? { buyer } : {}),
  }
}

function neededBuyer(fields: Fields, openIdName: string, userIdName: string): AlipayBuyer {
  const buyer = buyerOf(fields, openIdName, userIdName)
  assert(buyer, 'an answer that names its customer')
  return buyer
}

function buyerOf(fields: Fields, openIdName: string, userIdName: string): AlipayBuyer | undefined {
  const openId = optionalText(fields, openIdName)
  if (openId !== undefined) return { openId }
  const userId = optionalText(fields, userIdName)
  return userId === undefined ? undefined : { userId }
}

function absentWhenMissing<T>(outcome: Outcome<T>): Found<T> {
  return outcome.kind === 'refused' && outcome.code === 'ACQ.TRADE_NOT_EXIST' ? absent : outcome
}
