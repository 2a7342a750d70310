import { yuanOf } from '../alipay/yuan.ts'
import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import { latestRefunds } from '../wechat-pay/refunds.ts'
import type { Refund } from '../wechat-pay/refunds.ts'
import type { World } from '../world.ts'
import { box, button, chip, table, time } from './parts.ts'
import { listTrades } from './trades-api.ts'
import type { TradeLine } from './trades-api.ts'

const providerNames = { 'wechat-pay': '微信支付', alipay: '支付宝' }

export function tradesBox(world: World): Markup {
  const lines = listTrades(world, 60)
  const isWaiting = (line: TradeLine): boolean =>
    ['NOTPAY', 'WAIT_BUYER_PAY', 'USERPAYING'].includes(line.state)
  const scans = lines.filter((line) => line.codeUrl !== undefined && isWaiting(line))
  const rows = lines.map(
    (line) => markup`<tr><td class="number">${time(line.createdAt)}</td>
<td>${providerNames[line.provider]}<div class="faint">${line.type}</div></td>
<td><code>${line.outTradeNo}</code><div class="faint">${line.merchant}</div></td><td>${line.description}</td>
<td class="number">¥${yuanOf(line.totalFen)}${refunded(line)}</td>
<td>${chip(line.state)}</td><td>${isWaiting(line) ? payButton(line) : ''}</td></tr>`,
  )
  const content = markup`${scans.length === 0 ? '' : scanList(scans)}
${table(['时间', '渠道', '商户单号', '商品', '金额', '状态', ''], rows, '还没有交易')}`
  return box({ id: 'trades', title: '交易', note: '最近 60 笔', content })
}

const refunded = (line: TradeLine): Markup | '' =>
  line.refundedFen > 0 ? markup`<div class="faint">退 ¥${yuanOf(line.refundedFen)}</div>` : ''

const payButton = (line: TradeLine): Markup =>
  button({
    label: '支付',
    method: 'POST',
    path: '/api/pay',
    body: {
      provider: line.provider,
      merchant: line.merchant,
      outTradeNo: line.outTradeNo,
      outcome: 'success',
    },
  })

/** The customer's phone in front of the code at the counter. */
function scanList(lines: TradeLine[]): Markup {
  const links = lines.map((line) => {
    const url =
      line.provider === 'alipay'
        ? `/cashier/alipay/trade?qr_code=${encodeURIComponent(line.codeUrl ?? '')}`
        : `/cashier/wechat/scan?code_url=${encodeURIComponent(line.codeUrl ?? '')}`
    const words = `扫码付 ¥${yuanOf(line.totalFen)} ${line.description}`
    return markup`<a class="chip wait" target="_blank" href="${url}">${words}</a>`
  })
  return markup`<div class="row"><span class="faint">柜台上等待扫码：</span>${links}</div><br>`
}

export function refundsBox(world: World): Markup {
  const rows = latestRefunds(world, 20).map(
    (refund) => markup`<tr><td class="number">${time(refund.createdAt)}</td>
<td><code>${refund.outRefundNo}</code></td><td class="number">¥${yuanOf(refund.refundFen)}</td>
<td>${chip(refund.status)}</td><td>${refund.status === 'PROCESSING' ? endButtons(refund) : ''}</td></tr>`,
  )
  const content = table(['时间', '退款单号', '金额', '状态', ''], rows, '还没有退款')
  return box({ id: 'refunds', title: '微信退款', note: '支付宝退款即时到账，见交易', half: true, content })
}

function endButtons(refund: Refund): Markup[] {
  const ends = [
    ['成功', 'SUCCESS'],
    ['异常', 'ABNORMAL'],
    ['关闭', 'CLOSED'],
  ] as const
  return ends.map(([label, status]) =>
    button({
      label,
      method: 'POST',
      path: '/api/refunds/end',
      body: { merchant: refund.mchid, outRefundNo: refund.outRefundNo, status },
    }),
  )
}
