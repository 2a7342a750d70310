import assert from 'node:assert/strict'
import { shanghaiOffsetTime } from '../shanghai-time.ts'
import { cutToBytes, oneLine } from '../text-length.ts'
import type { Prepay, PrepayMethod } from './port.ts'

const descriptionBytesMax = 127

export const prepayPath: Readonly<Record<PrepayMethod, string>> = {
  jsapi: '/v3/pay/transactions/jsapi',
  'mini-program': '/v3/pay/transactions/jsapi',
  app: '/v3/pay/transactions/app',
  h5: '/v3/pay/transactions/h5',
  native: '/v3/pay/transactions/native',
}

/** Depends on its input alone, so a repeat with the same number says the same. */
export function prepayBody(mchId: string, input: Prepay): object {
  assert(/^[0-9A-Za-z_\-|*]{6,32}$/.test(input.outTradeNo), 'out_trade_no has 6 to 32 of [0-9A-Za-z_-|*]')
  assert(input.amountFen > 0n && input.amountFen <= BigInt(Number.MAX_SAFE_INTEGER), 'a payable amount')
  const description = cutToBytes(oneLine(input.description), descriptionBytesMax)
  return {
    appid: input.appId,
    mchid: mchId,
    // An empty one is refused, and a number is better than a failed sale.
    description: description === '' ? input.outTradeNo : description,
    out_trade_no: input.outTradeNo,
    time_expire: shanghaiOffsetTime(input.timeExpire),
    notify_url: input.notifyUrl,
    amount: { total: Number(input.amountFen), currency: 'CNY' },
    ...payerFields(input),
  }
}

function payerFields(input: Prepay): object {
  switch (input.method) {
    case 'jsapi':
    case 'mini-program':
      assert(input.payerOpenId, `${input.method} needs the payer's openid`)
      return { payer: { openid: input.payerOpenId } }
    case 'h5':
      assert(input.payerIp, "h5 needs the payer's address")
      return { scene_info: { payer_client_ip: input.payerIp, h5_info: { type: 'Wap' } } }
    case 'app':
    case 'native':
      return {}
  }
}
