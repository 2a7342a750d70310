import { canonical } from '../canonical.ts'
import { compactDay } from '../clock.ts'
import { digits, hex, letters } from '../identifiers.ts'
import type { World } from '../world.ts'
import { at, checkFields, numberAt, parseBody, textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import type { Merchant } from './merchants.ts'
import { isOfMode, payeeFields, payeeOf } from './partner.ts'
import type { Mode, Payee } from './partner.ts'
import { pay, unpayable } from './pay.ts'
import { PayRefusal, invalidRequest, orderClosed, orderNotExist, orderPaid, paramError } from './refusal.ts'
import { findTrade, findTradeBy, saveTrade, tradeView } from './trades.ts'
import type { Trade, TradeType } from './trades.ts'

const common: Field[] = [
  { path: '/description', label: '商品描述', kind: 'text', min: 1, max: 127 },
  {
    path: '/out_trade_no',
    label: '商户订单号',
    kind: 'text',
    min: 6,
    max: 32,
    pattern: /^[0-9A-Za-z_\-|*]+$/,
  },
  { path: '/time_expire', label: '交易结束时间', kind: 'text', optional: true, max: 64 },
  { path: '/attach', label: '附加数据', kind: 'text', optional: true, max: 128 },
  { path: '/notify_url', label: '通知地址', kind: 'text', min: 1, max: 255 },
  { path: '/goods_tag', label: '订单优惠标记', kind: 'text', optional: true, max: 32 },
  { path: '/amount', label: '订单金额', kind: 'object' },
  { path: '/amount/total', label: '总金额', kind: 'integer', min: 1, max: 100_000_000_00 },
  { path: '/amount/currency', label: '货币类型', kind: 'text', optional: true, pattern: /^CNY$/ },
]

const particular: Record<TradeType, Field[]> = {
  JSAPI: [{ path: '/payer', label: '支付者', kind: 'object' }],
  MWEB: [
    { path: '/scene_info', label: '场景信息', kind: 'object' },
    { path: '/scene_info/payer_client_ip', label: '用户终端IP', kind: 'text', min: 1, max: 45 },
    { path: '/scene_info/h5_info', label: 'H5场景信息', kind: 'object' },
    { path: '/scene_info/h5_info/type', label: '场景类型', kind: 'text', min: 1, max: 32 },
  ],
  NATIVE: [],
  APP: [],
  // Not made by this call, but by a payment code.
  MICROPAY: [],
}

const payer: Record<Mode, Field[]> = {
  direct: [{ path: '/payer/openid', label: '用户标识', kind: 'text', min: 1, max: 128 }],
  partner: [
    { path: '/payer/sp_openid', label: '用户服务标识', kind: 'text', optional: true, max: 128 },
    { path: '/payer/sub_openid', label: '用户子标识', kind: 'text', optional: true, max: 128 },
  ],
}

export type Asked = { tradeType: TradeType; mode: Mode; text: string }

export async function createTransaction(
  world: World,
  merchant: Merchant,
  { tradeType, mode, text }: Asked,
): Promise<Record<string, string>> {
  const body = parseBody(text)
  const whoPays = tradeType === 'JSAPI' ? payer[mode] : []
  checkFields(body, [...payeeFields[mode], ...common, ...particular[tradeType], ...whoPays])
  const payee = payeeOf(merchant, mode, body)
  checkMeaning(world, tradeType, payee, body)

  const outTradeNo = textAt(body, '/out_trade_no') ?? ''
  const earlier = findTrade(world, merchant.mchid, outTradeNo)
  if (earlier !== undefined) checkRepeated(earlier, tradeType, canonical(body))

  const trade = prepare(world, { mchid: merchant.mchid, payee, tradeType }, body, earlier)
  saveTrade(world, trade)
  await payBeforeAnswer(world, trade)
  return answerOf(world, trade)
}

/** A field is well-formed, and yet: does it belong here? */
function checkMeaning(world: World, tradeType: TradeType, { appid, openid }: Payee, body: Body): void {
  if (tradeType === 'JSAPI' && world.people.byOpenid(appid, openid ?? '') === undefined) {
    throw paramError('/payer/openid', openid, '无效的openid')
  }
  checkNotifyUrl(textAt(body, '/notify_url') ?? '')
  const expires = textAt(body, '/time_expire')
  if (expires === undefined) return
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(expires) ||
    Number.isNaN(Date.parse(expires))
  ) {
    throw paramError('/time_expire', expires, '交易结束时间格式错误，应为 rfc3339 格式')
  }
  const leftMs = Date.parse(expires) - world.clock.now().getTime()
  if (leftMs <= 0) throw paramError('/time_expire', expires, '交易结束时间早于当前时间')
  if (leftMs > 15 * 86_400_000) throw paramError('/time_expire', expires, '交易结束时间超过上限')
}

/** The real one asks for https; a sandbox also takes http, for machines that talk to themselves. */
export function checkNotifyUrl(notifyUrl: string): void {
  const url = URL.canParse(notifyUrl) ? new URL(notifyUrl) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || notifyUrl.includes('?')) {
    throw paramError('/notify_url', notifyUrl, '通知地址不合法：须为完整地址且不能携带参数')
  }
}

function checkRepeated(earlier: Trade, tradeType: TradeType, sent: string): void {
  if (earlier.state === 'SUCCESS' || earlier.state === 'REFUND') throw orderPaid()
  if (earlier.state === 'CLOSED') throw orderClosed()
  if (earlier.tradeType !== tradeType) throw new PayRefusal(403, 'OUT_TRADE_NO_USED', '商户订单号重复')
  if (earlier.sent !== sent) throw invalidRequest('请求重入时，参数与首次请求时不一致')
}

function prepare(
  world: World,
  { mchid, payee, tradeType }: { mchid: string; payee: Payee; tradeType: TradeType },
  body: Body,
  earlier: Trade | undefined,
): Trade {
  if (earlier !== undefined && unpayable(world, earlier) === undefined) return earlier
  const now = world.clock.now()
  const token = letters(9)
  const optional = {
    attach: textAt(body, '/attach'),
    profitSharing: at(body, '/settle_info/profit_sharing') === true ? true : undefined,
    openid: tradeType === 'JSAPI' ? payee.openid : undefined,
    partner: payee.partner,
    expiresAt: textAt(body, '/time_expire'),
    codeUrl: tradeType === 'NATIVE' ? `weixin://wxpay/bizpayurl?pr=${token}` : undefined,
    h5Token: tradeType === 'MWEB' ? digits(10) : undefined,
  }
  return {
    mchid,
    outTradeNo: textAt(body, '/out_trade_no') ?? '',
    appid: payee.appid,
    tradeType,
    description: textAt(body, '/description') ?? '',
    notifyUrl: textAt(body, '/notify_url') ?? '',
    totalFen: numberAt(body, '/amount/total'),
    sent: canonical(body),
    state: 'NOTPAY',
    createdAt: earlier?.createdAt ?? now.toISOString(),
    preparedAt: now.toISOString(),
    prepayId: `wx${compactDay(now)}${digits(6)}${hex(9)}0000`,
    ...(JSON.parse(JSON.stringify(optional)) as Partial<Trade>),
  }
}

function answerOf(world: World, trade: Trade): Record<string, string> {
  if (trade.codeUrl !== undefined) return { code_url: trade.codeUrl }
  if (trade.h5Token === undefined) return { prepay_id: trade.prepayId }
  const query = new URLSearchParams({ prepay_id: trade.prepayId, package: trade.h5Token })
  return { h5_url: `${world.urls.panel}/cashier/wechat/checkmweb?${query}` }
}

/** The fault "notice before the answer": a customer so fast that the merchant hears of the payment first. */
async function payBeforeAnswer(world: World, trade: Trade): Promise<void> {
  const occasion = { provider: 'wechat-pay', merchant: trade.mchid, on: 'create' } as const
  const payer =
    trade.openid === undefined ? world.people.list()[0] : world.people.byOpenid(trade.appid, trade.openid)
  if (payer === undefined || world.faults.take('notice-before-answer', occasion) === undefined) return
  await pay(world, trade, payer).noticed
}

type Wanted = { outTradeNo?: string; transactionId?: string; mode: Mode; query: URLSearchParams }

export function queryTransaction(world: World, merchant: Merchant, wanted: Wanted): Record<string, unknown> {
  const { mode, query } = wanted
  const names = mode === 'direct' ? (['mchid'] as const) : (['sp_mchid', 'sub_mchid'] as const)
  for (const name of names) {
    if (query.get(name)) continue
    const { label } = payeeFields[mode].find(({ path }) => path === `/${name}`) ?? { label: name }
    throw paramError(
      `/${name}`,
      '',
      `输入源“/query/${name}”映射到值字段“${label}”必填性规则校验失败，此字段为必填项`,
      'query',
    )
  }
  if (query.get(names[0]) !== merchant.mchid)
    throw new PayRefusal(400, 'PARAM_ERROR', '请求头中的商户号与请求参数中的商户号不一致')
  const trade =
    wanted.transactionId === undefined
      ? findTrade(world, merchant.mchid, wanted.outTradeNo ?? '')
      : findTradeBy(world, wanted.transactionId)
  const found =
    trade?.mchid === merchant.mchid &&
    isOfMode(trade, mode, query.get('sub_mchid')) &&
    (wanted.transactionId === undefined || trade.transactionId === wanted.transactionId)
  if (trade === undefined || !found) throw orderNotExist()
  return tradeView(trade)
}

export function closeTransaction(
  world: World,
  merchant: Merchant,
  { outTradeNo, mode, text }: { outTradeNo: string; mode: Mode; text: string },
): void {
  const body = parseBody(text)
  checkFields(
    body,
    payeeFields[mode].filter(({ path }) => path.endsWith('mchid')),
  )
  if (textAt(body, mode === 'direct' ? '/mchid' : '/sp_mchid') !== merchant.mchid)
    throw new PayRefusal(400, 'PARAM_ERROR', '请求头中的商户号与请求体中的商户号不一致')

  const trade = findTrade(world, merchant.mchid, outTradeNo)
  if (trade === undefined || !isOfMode(trade, mode, textAt(body, '/sub_mchid') ?? null)) throw orderNotExist()
  if (trade.state === 'SUCCESS' || trade.state === 'REFUND') throw orderPaid()
  if (trade.state === 'CLOSED') throw orderClosed()

  const payer =
    trade.openid === undefined ? world.people.list()[0] : world.people.byOpenid(trade.appid, trade.openid)
  const occasion = { provider: 'wechat-pay', merchant: merchant.mchid, on: 'close' } as const
  if (payer !== undefined && world.faults.take('paid-while-closing', occasion) !== undefined) {
    void pay(world, trade, payer).noticed
    throw orderPaid()
  }
  saveTrade(world, { ...trade, state: 'CLOSED' })
}
