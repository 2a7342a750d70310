import { textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import type { Merchant, SubMerchant } from './merchants.ts'
import { PayRefusal, invalidRequest } from './refusal.ts'
import type { Partner, Trade } from './trades.ts'

export type Mode = 'direct' | 'partner'

/** Who is paid, in the words of each mode. */
export const payeeFields: Record<Mode, Field[]> = {
  direct: [
    { path: '/appid', label: '公众号ID', kind: 'text', min: 1, max: 32 },
    { path: '/mchid', label: '直连商户号', kind: 'text', min: 1, max: 32 },
  ],
  partner: [
    { path: '/sp_appid', label: '服务商应用ID', kind: 'text', min: 1, max: 32 },
    { path: '/sp_mchid', label: '服务商户号', kind: 'text', min: 1, max: 32 },
    { path: '/sub_mchid', label: '子商户号', kind: 'text', min: 1, max: 32 },
    { path: '/sub_appid', label: '子商户应用ID', kind: 'text', optional: true, max: 32 },
  ],
}

export type Payee = { appid: string; openid?: string; partner?: Partner }

/** Whose app the payer is in, and as whom; refuses what does not belong together. */
export function payeeOf(merchant: Merchant, mode: Mode, body: Body): Payee {
  const mchid = textAt(body, mode === 'direct' ? '/mchid' : '/sp_mchid')
  if (mchid !== merchant.mchid)
    throw new PayRefusal(400, 'PARAM_ERROR', '请求头中的商户号与请求体中的商户号不一致')
  return mode === 'direct' ? directPayee(merchant, body) : partnerPayee(merchant, body)
}

const mismatch = (): PayRefusal => new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')

function directPayee(merchant: Merchant, body: Body): Payee {
  const appid = textAt(body, '/appid') ?? ''
  if (!merchant.appids.includes(appid)) throw mismatch()
  return { appid, openid: textAt(body, '/payer/openid') }
}

function partnerPayee(merchant: Merchant, body: Body): Payee {
  const spAppid = textAt(body, '/sp_appid') ?? ''
  const subAppid = textAt(body, '/sub_appid')
  const sub = subMerchantOf(merchant, textAt(body, '/sub_mchid') ?? '')
  if (!merchant.appids.includes(spAppid)) throw mismatch()
  if (subAppid !== undefined && !sub.appids.includes(subAppid)) {
    throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'sub_appid和sub_mchid不匹配')
  }
  const subOpenid = textAt(body, '/payer/sub_openid')
  if (subOpenid !== undefined && subAppid === undefined)
    throw invalidRequest('传入sub_openid时必须传入sub_appid')
  const partner = { spAppid, subMchid: sub.mchid, ...(subAppid !== undefined && { subAppid }) }
  // Whoever pays as a user of the provider's app is known there, even where the merchant's app is named too.
  const spOpenid = textAt(body, '/payer/sp_openid')
  if (spOpenid !== undefined) return { appid: spAppid, openid: spOpenid, partner }
  return { appid: subAppid ?? spAppid, openid: subOpenid, partner }
}

function subMerchantOf(merchant: Merchant, mchid: string): SubMerchant {
  const found = merchant.subMerchants?.find((one) => one.mchid === mchid)
  if (found === undefined) throw new PayRefusal(403, 'NO_AUTH', '商户号与子商户号没有受理关系')
  return found
}

/** Only by the mode, and for the merchant, that it was made with. */
export function isOfMode(trade: Trade, mode: Mode, subMchid: string | null): boolean {
  return mode === 'direct' ? trade.partner === undefined : trade.partner?.subMchid === (subMchid ?? '')
}
