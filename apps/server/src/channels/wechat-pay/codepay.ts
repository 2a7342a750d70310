import assert from 'node:assert/strict'
import { ok, unknown } from '../outcome.ts'
import { optionalText, textOf } from '../reading.ts'
import { cutToBytes, oneLine } from '../text-length.ts'
import type { WechatPayAccount } from './account.ts'
import { finalRefusals, type CodePayment, type WechatCodePay } from './code-payment.ts'
import { absentWhen, checkEcho, reading, sender, type WechatPayAddress } from './signed-calls.ts'
import { readTransaction } from './transaction.ts'

const descriptionBytesMax = 127

/** APIv3: codepay and reverse, which WeChat Pay opens to some merchants only. */
export function createCodepay(account: WechatPayAccount, address: WechatPayAddress): WechatCodePay {
  const send = sender(account, address)
  const { mchId } = account
  const orderPath = (outTradeNo: string): string =>
    `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`
  return {
    async pay(input) {
      const body = codepayBody(mchId, input)
      const outcome = await send({ method: 'POST', path: '/v3/pay/transactions/codepay', body })
      const { appId, outTradeNo } = input
      const waiting = ok({ mchId, appId, outTradeNo, state: 'USERPAYING' as const })
      if (outcome.kind === 'refused') {
        if (outcome.code === 'USERPAYING') return waiting
        return finalRefusals.has(outcome.code) ? outcome : unknown('server-error', outcome.code)
      }
      return reading(outcome, (fields) => {
        // Accepted and waiting may be said with a code instead of a trade.
        if (optionalText(fields, 'code') === 'USERPAYING') return waiting.value
        const transaction = readTransaction(fields)
        checkEcho(transaction.outTradeNo, outTradeNo)
        checkEcho(transaction.mchId, mchId)
        return transaction
      })
    },
    async query({ outTradeNo }) {
      const path = `${orderPath(outTradeNo)}?mchid=${encodeURIComponent(mchId)}`
      const outcome = reading(await send({ method: 'GET', path }), (fields) => {
        const transaction = readTransaction(fields)
        checkEcho(transaction.outTradeNo, outTradeNo)
        checkEcho(transaction.mchId, mchId)
        return transaction
      })
      return absentWhen('ORDER_NOT_EXIST', outcome)
    },
    async reverse({ outTradeNo, appId }) {
      const body = { appid: appId, mchid: mchId }
      const outcome = await send({ method: 'POST', path: `${orderPath(outTradeNo)}/reverse`, body })
      const read = reading(outcome, (fields) => {
        checkEcho(textOf(fields, 'out_trade_no'), outTradeNo)
        return 'reversed' as const
      })
      return absentWhen('ORDER_NOT_EXIST', read)
    },
  }
}

function codepayBody(mchId: string, input: CodePayment): object {
  assert(input.amountFen > 0n && input.amountFen <= BigInt(Number.MAX_SAFE_INTEGER), 'a payable amount')
  const description = cutToBytes(oneLine(input.description), descriptionBytesMax)
  return {
    appid: input.appId,
    mchid: mchId,
    description: description === '' ? input.outTradeNo : description,
    out_trade_no: input.outTradeNo,
    payer: { auth_code: input.authCode },
    amount: { total: Number(input.amountFen), currency: 'CNY' },
    scene_info: { device_ip: input.terminalIp, store_info: { out_id: input.storeId } },
  }
}
