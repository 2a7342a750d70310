import { wechatTime } from '../clock.ts'
import type { Collection } from '../store.ts'
import type { World } from '../world.ts'

/** MICROPAY is paid by the code on the customer's phone. */
export type TradeType = 'JSAPI' | 'NATIVE' | 'MWEB' | 'APP' | 'MICROPAY'
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR'

export const stateTexts: Record<TradeState, string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '转入退款',
  CLOSED: '订单已关闭',
  REVOKED: '订单已撤销',
  USERPAYING: '用户支付中',
  PAYERROR: '支付失败',
}

/** A service provider's app, the merchant it collects for, and that merchant's app where the payer is in it. */
export type Partner = { spAppid: string; subMchid: string; subAppid?: string }

export type Trade = {
  mchid: string
  outTradeNo: string
  appid: string
  tradeType: TradeType
  description: string
  attach?: string
  notifyUrl: string
  totalFen: number
  /** JSAPI: only this person may pay. */
  openid?: string
  /** All that the merchant sent: a repeated call has to say the same. */
  sent: string
  state: TradeState
  createdAt: string
  /** The prepay id is good for two hours from here. */
  preparedAt: string
  prepayId: string
  codeUrl?: string
  h5Token?: string
  expiresAt?: string
  transactionId?: string
  paidAt?: string
  payerOpenid?: string
  /** Made by a service provider: `mchid` is the provider's, and `appid` the app that the payer is in. */
  partner?: Partner
  /** The merchant means to share it: until then, or until it says no more, the money is frozen. */
  profitSharing?: boolean
  unfrozenAt?: string
  /** When it was reversed; what had been paid went back. */
  revokedAt?: string
}

export const tradesIn = (world: World): Collection<Trade> => world.store.collection<Trade>('wechat-trade')
const aliasesIn = (world: World) => world.store.collection<string>('wechat-trade-alias')

const keyOf = (mchid: string, outTradeNo: string): string => `${mchid}:${outTradeNo}`

export function saveTrade(world: World, trade: Trade): void {
  tradesIn(world).save(keyOf(trade.mchid, trade.outTradeNo), trade, trade.outTradeNo)
  const aliases = [trade.prepayId, trade.codeUrl, trade.transactionId]
  for (const alias of aliases) {
    if (alias !== undefined) aliasesIn(world).save(alias, keyOf(trade.mchid, trade.outTradeNo))
  }
}

const sevenDaysMs = 7 * 86_400_000
const passwordMs = 5 * 60_000

/** WeChat Pay closes what has not been paid within seven days, and waits minutes for a password. */
function aged(world: World, trade: Trade | undefined): Trade | undefined {
  if (trade?.state !== 'NOTPAY' && trade?.state !== 'USERPAYING') return trade
  const isNew = trade.state === 'NOTPAY'
  const age = world.clock.now().getTime() - Date.parse(trade.createdAt)
  if (age < (isNew ? sevenDaysMs : passwordMs)) return trade
  const closed: Trade = { ...trade, state: isNew ? 'CLOSED' : 'PAYERROR' }
  saveTrade(world, closed)
  return closed
}

export const findTrade = (world: World, mchid: string, outTradeNo: string): Trade | undefined =>
  aged(world, tradesIn(world).find(keyOf(mchid, outTradeNo)))

/** By prepay id, code_url or transaction id. */
export function findTradeBy(world: World, alias: string): Trade | undefined {
  const key = aliasesIn(world).find(alias)
  return key === undefined ? undefined : aged(world, tradesIn(world).find(key))
}

/** The answer of a query, and what a notice seals. An unpaid trade has neither transaction nor payer. */
export function tradeView(trade: Trade): Record<string, unknown> {
  const paid = trade.transactionId !== undefined
  return {
    amount: paid
      ? { currency: 'CNY', payer_currency: 'CNY', payer_total: trade.totalFen, total: trade.totalFen }
      : { currency: 'CNY', total: trade.totalFen },
    ...partyView(trade),
    attach: trade.attach ?? '',
    bank_type: paid ? 'OTHERS' : '',
    out_trade_no: trade.outTradeNo,
    promotion_detail: [],
    ...(trade.paidAt === undefined ? {} : { success_time: wechatTime(new Date(trade.paidAt)) }),
    trade_state: trade.state,
    trade_state_desc: stateTexts[trade.state],
    ...(paid ? { trade_type: trade.tradeType, transaction_id: trade.transactionId } : {}),
  }
}

/** The names that a query's answer and a notice have for whose trade it is. */
function partyView(trade: Trade): Record<string, unknown> {
  const { mchid, appid, partner, payerOpenid } = trade
  if (partner === undefined)
    return { appid, mchid, payer: payerOpenid === undefined ? {} : { openid: payerOpenid } }
  const isSub = appid === partner.subAppid
  return {
    sp_appid: partner.spAppid,
    sp_mchid: mchid,
    ...(partner.subAppid === undefined ? {} : { sub_appid: partner.subAppid }),
    sub_mchid: partner.subMchid,
    payer: payerOpenid === undefined ? {} : { [isSub ? 'sub_openid' : 'sp_openid']: payerOpenid },
  }
}
