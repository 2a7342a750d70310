import assert from 'node:assert/strict'
import { fen, fenToYuan } from '../../kernel/money.ts'
import { shanghaiPlainTime } from '../shanghai-time.ts'
import { cutToCharacters, oneLine } from '../text-length.ts'
import type { AlipayOrder } from './port.ts'

/** What every way to pay says of an order. */
export function orderFields(order: AlipayOrder): object {
  assert(order.amountFen > 0n, 'a payable amount')
  const subject = cutToCharacters(oneLine(order.subject.replace(/[/=&]/g, ' ')), 128)
  return {
    out_trade_no: order.outTradeNo,
    total_amount: fenToYuan(fen(order.amountFen)),
    subject: subject === '' ? order.outTradeNo : subject,
    time_expire: shanghaiPlainTime(order.timeExpire),
  }
}
