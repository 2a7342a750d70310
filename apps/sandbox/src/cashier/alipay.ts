import { findApp } from '../alipay/apps.ts'
import { sign, signText } from '../alipay/signing.ts'
import { findTradeBy, pay, unpayable } from '../alipay/trades.ts'
import type { AlipayTrade } from '../alipay/trades.ts'
import { yuanOf } from '../alipay/yuan.ts'
import { alipayTime } from '../clock.ts'
import { html, redirect } from '../listen.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import type { World } from '../world.ts'
import { billPage, endPage, messagePage, outcomePage, readOutcome } from './pages.ts'
import { payersFor } from './person.ts'

const refused = (text: string, way: { back?: string; isEmbedded?: boolean } = {}): Outgoing =>
  html(messagePage({ tone: 'alipay', title: '无法支付', text, ...way }))

/** One page for all: a trade opened by the gateway, one of my.tradePay (embed), one that was scanned (qr_code). */
export function alipayPage(world: World, incoming: Incoming): Outgoing {
  const { query } = incoming
  const trade = findTradeBy(world, query.get('trade_no') ?? query.get('qr_code') ?? '')
  const isEmbedded = query.get('embed') === '1'
  if (trade === undefined) return refused('交易不存在', { isEmbedded })
  const why = unpayable(world, trade)
  if (why !== undefined) return refused(why, isEmbedded ? { isEmbedded } : { back: trade.returnUrl })
  const payer =
    trade.buyerOpenId === undefined ? undefined : world.people.byOpenid(trade.appId, trade.buyerOpenId)
  return html(
    billPage({
      tone: 'alipay',
      payee: findApp(world, trade.appId)?.name ?? trade.appId,
      description: trade.subject,
      amount: yuanOf(trade.totalFen),
      outTradeNo: trade.outTradeNo,
      payers: payersFor(world, incoming, payer),
      action: '/cashier/alipay/decide',
      hidden: { trade_no: trade.tradeNo, embed: isEmbedded ? '1' : '' },
    }),
  )
}

export function decideAlipay(world: World, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body)
  const trade = findTradeBy(world, form.get('trade_no') ?? '')
  const person = world.people.find(form.get('person') ?? '')
  const isEmbedded = form.get('embed') === '1'
  const outcome = readOutcome(form.get('outcome'))
  if (trade === undefined) return refused('交易不存在', { isEmbedded })
  if (person === undefined) return refused('请先在沙箱面板里添加一个人', { isEmbedded })
  if (outcome === 'success') {
    const why = unpayable(world, trade, person)
    if (why !== undefined) return refused(why, isEmbedded ? { isEmbedded } : { back: trade.returnUrl })
    void pay(world, trade, person).noticed
  }
  if (isEmbedded) return html(outcomePage('alipay', outcome))
  const back = outcome === 'success' ? signedReturn(world, trade) : (trade.quitUrl ?? trade.returnUrl)
  if (back !== undefined) return redirect(back)
  return html(endPage('alipay', outcome, `¥${yuanOf(trade.totalFen)}　${trade.subject}`))
}

/** The return address with what the buyer brings back: signed, and still no proof of payment. */
function signedReturn(world: World, trade: AlipayTrade): string | undefined {
  const app = findApp(world, trade.appId)
  if (trade.returnUrl === undefined || app === undefined) return undefined
  const url = new URL(trade.returnUrl)
  const params: Record<string, string> = {
    app_id: trade.appId,
    auth_app_id: trade.appId,
    charset: 'utf-8',
    method: `${trade.method}.return`,
    out_trade_no: trade.outTradeNo,
    seller_id: app.sellerId,
    timestamp: alipayTime(world.clock.now()),
    total_amount: yuanOf(trade.totalFen),
    trade_no: trade.tradeNo,
    version: '1.0',
  }
  const signed = { ...params, sign: sign(signText(params, []), app.alipayPrivateKeyPem), sign_type: 'RSA2' }
  for (const [name, value] of Object.entries(signed)) url.searchParams.set(name, value)
  return url.toString()
}
