import { alipayTime } from '../clock.ts'
import type { Trade } from './trades.ts'
import type { V2Fields } from './v2-xml.ts'

const compact = (at: string): string => alipayTime(new Date(at)).replaceAll(/\D/g, '')

const partyOf = (
  mchid: string,
  { partner, appid }: { partner?: Trade['partner']; appid: string },
): V2Fields => ({
  appid: partner?.spAppid ?? appid,
  mch_id: mchid,
  ...(partner === undefined ? {} : { sub_mch_id: partner.subMchid }),
  ...(partner?.subAppid === undefined ? {} : { sub_appid: partner.subAppid }),
})

/** A payment as v2 tells of it, still without nonce and signature. */
export function v2Payment(trade: Trade): V2Fields {
  return {
    ...partyOf(trade.mchid, trade),
    bank_type: 'OTHERS',
    cash_fee: String(trade.totalFen),
    fee_type: 'CNY',
    is_subscribe: 'N',
    openid: trade.payerOpenid ?? '',
    out_trade_no: trade.outTradeNo,
    result_code: 'SUCCESS',
    return_code: 'SUCCESS',
    time_end: compact(trade.paidAt ?? ''),
    total_fee: String(trade.totalFen),
    trade_type: trade.tradeType,
    transaction_id: trade.transactionId ?? '',
  }
}

type Refunded = {
  outRefundNo: string
  outTradeNo: string
  transactionId: string
  refundId: string
  refundFen: number
  totalFen: number
  status: string
  successAt?: string
}

const refundWords: Record<string, string> = { SUCCESS: 'SUCCESS', ABNORMAL: 'CHANGE', CLOSED: 'REFUNDCLOSE' }

/** What is sealed into `req_info`. */
export function v2Refund(refund: Refunded): V2Fields {
  return {
    out_refund_no: refund.outRefundNo,
    out_trade_no: refund.outTradeNo,
    refund_account: 'REFUND_SOURCE_RECHARGE_FUNDS',
    refund_fee: String(refund.refundFen),
    refund_id: refund.refundId,
    refund_recv_accout: '支付用户零钱',
    refund_request_source: 'API',
    refund_status: refundWords[refund.status] ?? 'CHANGE',
    settlement_refund_fee: String(refund.refundFen),
    settlement_total_fee: String(refund.totalFen),
    ...(refund.successAt === undefined ? {} : { success_time: alipayTime(new Date(refund.successAt)) }),
    total_fee: String(refund.totalFen),
    transaction_id: refund.transactionId,
  }
}
