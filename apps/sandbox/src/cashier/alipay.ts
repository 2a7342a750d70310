import { findApp } from '../alipay/apps.ts'
import { sign, signText } from '../alipay/signing.ts'
import { findTradeBy, pay, unpayable } from '../alipay/trades.ts'
import type { AlipayTrade } from '../alipay/trades.ts'
import { yuanOf } from '../alipay/yuan.ts'
import { alipayTime } from '../clock.ts'
import { html, redirect } from '../listen.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import type { World } from '../world.ts'
import { billPage, messagePage, outcomePage } from './pages.ts'
import { payersFor } from './person.ts'

const refused = (text: string, back?: string): Outgoing =>
  html(messagePage({ tone: 'alipay', title: '无法支付', text, ...(back === undefined ? {} : { back }) }))

/** One page for all: a trade opened by the gateway, one of my.tradePay (embed), one that was scanned (qr_code). */
export function alipayPage(world: World, incoming: Incoming): Outgoing {
  const { query } = incoming
  const trade = findTradeBy(world, query.get('trade_no') ?? query.get('qr_code') ?? '')
  if (trade === undefined) return refused('交易不存在')
  const why = unpayable(world, trade)
  if (why !== undefined) return refused(why, trade.returnUrl)
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
      hidden: { trade_no: trade.tradeNo, embed: query.get('embed') ?? '' },
    }),
  )
}

export function decideAlipay(world: World, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body)
  const trade = findTradeBy(world, form.get('trade_no') ?? '')
  const person = world.people.find(form.get('person') ?? '')
  const outcome = form.get('outcome')
  if (trade === undefined) return refused('交易不存在')
  if (person === undefined) return refused('请先在沙箱面板里添加一个人')
  if (outcome === 'success') {
    const why = unpayable(world, trade, person)
    if (why !== undefined) return refused(why, trade.returnUrl)
    void pay(world, trade, person).noticed
  }
  if (form.get('embed') === '1') return html(outcomePage('alipay', outcome ?? 'cancel'))
  const back = outcome === 'success' ? signedReturn(world, trade) : (trade.quitUrl ?? trade.returnUrl)
  if (back !== undefined) return redirect(back)
  const titles: Record<string, [string, string]> = {
    success: ['支付成功', '✓'],
    fail: ['支付失败', '×'],
    cancel: ['已取消支付', '…'],
  }
  const [title, icon] = titles[outcome ?? ''] ?? ['已取消支付', '…']
  return html(
    messagePage({ tone: 'alipay', title, sign: icon, text: `¥${yuanOf(trade.totalFen)}　${trade.subject}` }),
  )
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
