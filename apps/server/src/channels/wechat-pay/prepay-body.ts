import assert from 'node:assert/strict'
import { shanghaiOffsetTime } from '../shanghai-time.ts'
import { cutToBytes, oneLine } from '../text-length.ts'
import type { WechatPayAccount } from './account.ts'
import type { Prepay, PrepayMethod } from './port.ts'

const descriptionBytesMax = 127

const products: Readonly<Record<PrepayMethod, string>> = {
  jsapi: 'jsapi',
  'mini-program': 'jsapi',
  app: 'app',
  h5: 'h5',
  native: 'native',
}

type Payee = Pick<WechatPayAccount, 'mchId' | 'partner'>

/** A service provider's calls go to paths of their own, with the same rest. */
export const ordersPath = ({ partner }: Pick<Payee, 'partner'>): string =>
  partner ? '/v3/pay/partner/transactions' : '/v3/pay/transactions'

export const prepayPath = (payee: Payee, method: PrepayMethod): string =>
  `${ordersPath(payee)}/${products[method]}`

/** Depends on its input alone, so a repeat with the same number says the same. */
export function prepayBody(payee: Payee, input: Prepay): object {
  assert(/^[0-9A-Za-z_\-|*]{6,32}$/.test(input.outTradeNo), 'out_trade_no has 6 to 32 of [0-9A-Za-z_-|*]')
  assert(input.amountFen > 0n && input.amountFen <= BigInt(Number.MAX_SAFE_INTEGER), 'a payable amount')
  const description = cutToBytes(oneLine(input.description), descriptionBytesMax)
  return {
    ...payeeFields(payee, input),
    // An empty one is refused, and a number is better than a failed sale.
    description: description === '' ? input.outTradeNo : description,
    out_trade_no: input.outTradeNo,
    time_expire: shanghaiOffsetTime(input.timeExpire),
    notify_url: input.notifyUrl,
    amount: { total: Number(input.amountFen), currency: 'CNY' },
    ...(input.sharesProfit && { settle_info: { profit_sharing: true } }),
    ...payerFields(payee, input),
  }
}

/** The provider's own app is always named; the merchant's only where the customer is in it. */
function payeeFields({ mchId, partner }: Payee, { appId }: Prepay): object {
  if (!partner) return { appid: appId, mchid: mchId }
  return {
    sp_appid: partner.appId,
    sp_mchid: mchId,
    sub_mchid: partner.subMchId,
    ...(appId !== partner.appId && { sub_appid: appId }),
  }
}

function payerFields({ partner }: Payee, input: Prepay): object {
  switch (input.method) {
    case 'jsapi':
    case 'mini-program': {
      assert(input.payerOpenId, `${input.method} needs the payer's openid`)
      const name = !partner ? 'openid' : input.appId === partner.appId ? 'sp_openid' : 'sub_openid'
      return { payer: { [name]: input.payerOpenId } }
    }
    case 'h5':
      assert(input.payerIp, "h5 needs the payer's address")
      return { scene_info: { payer_client_ip: input.payerIp, h5_info: { type: 'Wap' } } }
    case 'app':
    case 'native':
      return {}
  }
}
