import assert from 'node:assert/strict'
import { fenFromYuan } from '../../kernel/money.ts'
import { absent, ok, unknown, type Found, type Outcome } from '../outcome.ts'
import { optionalText, textOf } from '../reading.ts'
import { fromShanghaiPlainTime } from '../shanghai-time.ts'
import type { AlipayAccount } from './account.ts'
import { orderFields } from './order-fields.ts'
import type { AlipayOrder, AlipayTrade } from './port.ts'
import { checkEcho, openSigned, reading, type AlipayAddress } from './signed-calls.ts'

export type AlipayCodePayment = AlipayOrder & {
  /** What the customer's phone shows: 16 to 24 digits. Never kept, never logged. */
  authCode: string
  storeId: string
}

export type AlipayCodePay = {
  /** `waiting`: the customer is asked to confirm. Refused = nothing was and will be taken. */
  pay(input: AlipayCodePayment): Promise<Outcome<AlipayTrade | 'waiting'>>
  /** Closes what is unpaid and gives back what is paid; `again` = not done, ask once more. */
  cancel(outTradeNo: string): Promise<Found<'cancelled' | 'again'>>
}

const waitingCode = '10003'
/** These tell of an earlier call with the number, so a query decides. */
const doubtful = new Set(['ACQ.TRADE_HAS_SUCCESS', 'ACQ.TRADE_HAS_CLOSE', 'ACQ.CONTEXT_INCONSISTENT'])

export function createAlipayCodePay(
  account: AlipayAccount,
  address: AlipayAddress,
  now: () => Date,
): AlipayCodePay {
  const { exec } = openSigned(account, address, now)
  return {
    async pay(input) {
      const bizContent = {
        ...orderFields(input),
        product_code: 'FACE_TO_FACE_PAYMENT',
        scene: 'bar_code',
        auth_code: input.authCode,
        store_id: input.storeId,
      }
      const outcome = await exec('alipay.trade.pay', { notifyUrl: input.notifyUrl, bizContent })
      if (outcome.kind === 'refused') {
        if (outcome.code === waitingCode) return ok('waiting' as const)
        return doubtful.has(outcome.code) ? unknown('server-error', outcome.code) : outcome
      }
      return reading(outcome, (fields) => {
        checkEcho(fields, 'out_trade_no', input.outTradeNo)
        const paidAt = fromShanghaiPlainTime(textOf(fields, 'gmt_payment'))
        assert(paidAt, 'gmt_payment is no time')
        return {
          tradeNo: textOf(fields, 'trade_no'),
          outTradeNo: input.outTradeNo,
          state: 'TRADE_SUCCESS' as const,
          totalFen: fenFromYuan(textOf(fields, 'total_amount')),
          paidAt,
        }
      })
    },
    async cancel(outTradeNo) {
      const outcome = await exec('alipay.trade.cancel', { bizContent: { out_trade_no: outTradeNo } })
      if (outcome.kind === 'refused' && outcome.code === 'ACQ.TRADE_NOT_EXIST') return absent
      const read = reading(outcome, (fields) => {
        checkEcho(fields, 'out_trade_no', outTradeNo)
        if (optionalText(fields, 'retry_flag') === 'Y') return 'again' as const
        // Of a trade that it doesn't know it says success, and names no action.
        return optionalText(fields, 'action') === undefined ? ('absent' as const) : ('cancelled' as const)
      })
      if (read.kind !== 'ok') return read
      return read.value === 'absent' ? absent : ok(read.value)
    },
  }
}
