import { yuanOf } from '../alipay/yuan.ts'
import { html, redirect } from '../listen.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import { findMerchant } from '../wechat-pay/merchants.ts'
import { openClientCall, pay, unpayable } from '../wechat-pay/pay.ts'
import type { ClientCall } from '../wechat-pay/pay.ts'
import { findTrade, findTradeBy } from '../wechat-pay/trades.ts'
import type { Trade } from '../wechat-pay/trades.ts'
import type { World } from '../world.ts'
import { billPage, endPage, messagePage, outcomePage, readOutcome } from './pages.ts'
import { payersFor } from './person.ts'

const refused = (text: string, way: { back?: string; isEmbedded?: boolean } = {}): Outgoing =>
  html(messagePage({ tone: 'wechat', title: '无法支付', text, ...way }))

const isAddress = (text: string): boolean => /^https?:\/\//.test(text)

function bill(world: World, incoming: Incoming, trade: Trade, hidden: Record<string, string>): Outgoing {
  const payer = trade.openid === undefined ? undefined : world.people.byOpenid(trade.appid, trade.openid)
  return html(
    billPage({
      tone: 'wechat',
      payee: findMerchant(world, trade.mchid)?.name ?? trade.mchid,
      description: trade.description,
      amount: yuanOf(trade.totalFen),
      outTradeNo: trade.outTradeNo,
      payers: payersFor(world, incoming, payer),
      action: '/cashier/wechat/decide',
      hidden: { mchid: trade.mchid, out_trade_no: trade.outTradeNo, ...hidden },
    }),
  )
}

/** The page an h5_url opens in the phone's browser; the merchant may have added where to return to. */
export function h5Page(world: World, incoming: Incoming): Outgoing {
  const back = incoming.query.get('redirect_url') ?? ''
  const trade = findTradeBy(world, incoming.query.get('prepay_id') ?? '')
  if (trade?.h5Token === undefined || trade.h5Token !== incoming.query.get('package'))
    return refused('商家参数格式有误')
  const why = unpayable(world, trade)
  if (why === undefined) return bill(world, incoming, trade, { back })
  return refused(why, isAddress(back) ? { back } : {})
}

/** What the phone shows after it has scanned the code at the counter. */
export function scanPage(world: World, incoming: Incoming): Outgoing {
  const trade = findTradeBy(world, incoming.query.get('code_url') ?? '')
  if (trade?.codeUrl === undefined) return refused('二维码无效')
  const why = unpayable(world, trade)
  return why === undefined ? bill(world, incoming, trade, {}) : refused(why)
}

/** What WeixinJSBridge opens: checked as the WeChat client checks it. */
export function clientPage(world: World, incoming: Incoming): Outgoing {
  const call = Object.fromEntries(incoming.query) as ClientCall
  const opened = openClientCall(world, call)
  if ('refused' in opened) return refused(opened.refused, { isEmbedded: true })
  return bill(world, incoming, opened.trade, { embed: '1' })
}

export function decideWechat(world: World, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body)
  const trade = findTrade(world, form.get('mchid') ?? '', form.get('out_trade_no') ?? '')
  const person = world.people.find(form.get('person') ?? '')
  const back = form.get('back') ?? ''
  const isEmbedded = form.get('embed') === '1'
  const outcome = readOutcome(form.get('outcome'))
  if (trade === undefined) return refused('订单不存在', { isEmbedded })
  if (person === undefined) return refused('请先在沙箱面板里添加一个人', { isEmbedded })
  if (outcome === 'success') {
    const why = unpayable(world, trade, person)
    if (why !== undefined) return refused(why, isAddress(back) ? { back } : { isEmbedded })
    void pay(world, trade, person).noticed
  }
  if (isEmbedded) return html(outcomePage('wechat', outcome))
  if (isAddress(back)) return redirect(back)
  return html(endPage('wechat', outcome, `¥${yuanOf(trade.totalFen)}　${trade.description}`))
}
