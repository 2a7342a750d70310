import assert from 'node:assert/strict'
import { absent, ok, unknown, type Found, type Outcome } from '../outcome.ts'
import { cutToBytes, oneLine } from '../text-length.ts'
import type { WechatPayAccount } from './account.ts'
import { finalRefusals, type CodePayment, type CodeTrade, type WechatCodePay } from './code-payment.ts'
import { transactionStates, type WechatTransaction } from './transaction.ts'
import { v2Sender, type V2Account, type V2Address, type V2Send } from './v2-calls.ts'
import type { FlatXml } from './v2-xml.ts'

export type MicropayAccount = Pick<WechatPayAccount, 'mchId' | 'partner'> & V2Account

const bodyBytesMax = 127

/** APIv2: micropay, orderquery and reverse. Every answer's signature is checked. */
export function createMicropay(account: MicropayAccount, address: V2Address): WechatCodePay {
  const send = v2Sender(account, address)
  return {
    pay: (input) => pay(send, account, input),
    query: async (trade) => {
      const asked = { ...payee(account, trade), out_trade_no: trade.outTradeNo }
      return known(reading(await send('/pay/orderquery', asked), (fields) => readTrade(fields, trade)))
    },
    reverse: async (trade) => {
      const asked = { ...payee(account, trade), out_trade_no: trade.outTradeNo }
      const outcome = reading(await send('/secapi/pay/reverse', asked), (fields) =>
        fields.get('recall') === 'Y' ? ('again' as const) : ('reversed' as const),
      )
      return known(outcome)
    },
  }
}

async function pay(
  send: V2Send,
  account: MicropayAccount,
  input: CodePayment,
): Promise<Outcome<WechatTransaction>> {
  assert(input.amountFen > 0n && input.amountFen <= BigInt(Number.MAX_SAFE_INTEGER), 'a payable amount')
  const body = cutToBytes(oneLine(input.description), bodyBytesMax)
  const outcome = await send('/pay/micropay', {
    ...payee(account, input),
    body: body === '' ? input.outTradeNo : body,
    out_trade_no: input.outTradeNo,
    total_fee: input.amountFen.toString(),
    fee_type: 'CNY',
    spbill_create_ip: input.terminalIp,
    auth_code: input.authCode,
  })
  if (outcome.kind === 'refused') {
    if (outcome.code === 'USERPAYING') return ok(waiting(account, input))
    return finalRefusals.has(outcome.code) ? outcome : unknown('server-error', outcome.code)
  }
  return reading(outcome, (fields) => ({ ...party(fields), ...paidOf(fields, input, 'SUCCESS') }))
}

/** The provider's own app is always named; the merchant's only where it has one. */
function payee({ partner }: MicropayAccount, { appId }: CodeTrade): Record<string, string> {
  if (!partner) return { appid: appId }
  const { subMchId } = partner
  return {
    appid: partner.appId,
    sub_mch_id: subMchId,
    ...(appId !== partner.appId && { sub_appid: appId }),
  }
}

function waiting({ mchId, partner }: MicropayAccount, { appId, outTradeNo }: CodePayment): WechatTransaction {
  const whose = partner ? { appId: partner.appId, subMchId: partner.subMchId } : { appId }
  return { mchId, ...whose, outTradeNo, state: 'USERPAYING' }
}

function readTrade(fields: FlatXml, trade: CodeTrade): WechatTransaction {
  const found = fields.get('trade_state')
  const state = transactionStates.find((word) => word === found)
  assert(state, 'a known trade_state')
  if (state === 'SUCCESS' || state === 'REFUND') return { ...party(fields), ...paidOf(fields, trade, state) }
  assert(fields.get('out_trade_no') === trade.outTradeNo, 'the answer is about another number')
  return { ...party(fields), outTradeNo: trade.outTradeNo, state }
}

function party(fields: FlatXml): { mchId: string; appId: string; subMchId?: string; subAppId?: string } {
  const [subMchId, subAppId] = [fields.get('sub_mch_id'), fields.get('sub_appid')]
  return {
    mchId: needed(fields, 'mch_id'),
    appId: needed(fields, 'appid'),
    ...(subMchId && { subMchId }),
    ...(subAppId && { subAppId }),
  }
}

function paidOf(fields: FlatXml, { outTradeNo }: CodeTrade, state: 'SUCCESS' | 'REFUND') {
  assert(needed(fields, 'out_trade_no') === outTradeNo, 'the answer is about another number')
  const totalFen = wholeOf(fields, 'total_fee')
  const openId = fields.get('openid')
  return {
    outTradeNo,
    state,
    payment: {
      transactionId: needed(fields, 'transaction_id'),
      paidAt: compactTimeOf(needed(fields, 'time_end')),
      totalFen,
      payerTotalFen: fields.has('cash_fee') ? wholeOf(fields, 'cash_fee') : totalFen,
      currency: fields.get('fee_type') || 'CNY',
      tradeType: needed(fields, 'trade_type'),
      ...(openId && { payerOpenId: openId }),
    },
  }
}

function needed(fields: FlatXml, name: string): string {
  const value = fields.get(name)
  assert(value, `${name} is missing`)
  return value
}

function wholeOf(fields: FlatXml, name: string): bigint {
  const text = needed(fields, name)
  assert(/^\d{1,15}$/.test(text), `${name} is no amount`)
  return BigInt(text)
}

/** 20261120163424, in Shanghai. */
function compactTimeOf(text: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  assert(parts, 'time_end is no time')
  const [, year, month, day, hour, minute, second] = parts
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`)
  assert(!Number.isNaN(instant.getTime()), 'time_end is no time')
  return instant
}

function reading<T>(outcome: Outcome<FlatXml>, read: (fields: FlatXml) => T): Outcome<T> {
  if (outcome.kind !== 'ok') return outcome
  try {
    return ok(read(outcome.value))
  } catch (error) {
    return unknown('bad-answer', error instanceof Error ? error.message : '')
  }
}

const known = <T>(outcome: Outcome<T>): Found<T> =>
  outcome.kind === 'refused' && outcome.code === 'ORDERNOTEXIST' ? absent : outcome
