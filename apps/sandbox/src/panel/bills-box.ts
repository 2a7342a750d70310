import { listApps } from '../alipay/apps.ts'
import { changeNames, latestChanges } from '../bills/rows.ts'
import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import { listMerchants } from '../wechat-pay/merchants.ts'
import type { World } from '../world.ts'
import { box, button, table } from './parts.ts'

const providerNames = { 'wechat-pay': '微信支付', alipay: '支付宝' }

/** Bills are made from what happened here; this is where they are made to say something else. */
export function billsBox(world: World): Markup {
  const rows = latestChanges(world).map(
    (each) => markup`<tr><td class="number">${each.day}</td><td>${providerNames[each.provider]}
<div class="faint">${each.merchant}</div></td><td>${changeNames[each.change]}</td>
<td><code>${each.number}</code></td></tr>`,
  )
  const clear = button({ label: '全部恢复', method: 'DELETE', path: '/api/bills/changes' })
  const content = markup`${table(['账单日', '商户', '改动', '单号'], rows, '账单与沙箱的记录一致')}
${rows.length === 0 ? '' : clear}`
  const words = Object.entries(changeNames).map(
    ([name, word]) => markup`<option value="${name}">${word}</option>`,
  )
  const changeCall = JSON.stringify(['POST', '/api/bills/changes', {}])
  const refundCall = JSON.stringify(['POST', '/api/bills/console-refunds', {}])
  const paymentCall = JSON.stringify(['POST', '/api/bills/console-payments', {}])
  const foot = markup`<br><form class="row" data-call="${changeCall}">${whose(world)}
<input type="date" name="day" aria-label="账单日" required><select name="change" aria-label="改动">${words}</select>
<input name="number" placeholder="商户单号，空着取第一行" aria-label="商户单号"><button>改账单</button></form>
<form class="row" data-call="${refundCall}">${whose(world)}
<input name="outTradeNo" placeholder="商户订单号" aria-label="商户订单号" required>
<button>在渠道后台退款</button></form>
<form class="row" data-call="${paymentCall}">${whose(world)}<button>在渠道后台收款 ¥66</button></form>`
  return box({ id: 'bills', title: '账单', note: '次日 10 点后可下载；可以改得与记录不一致', content, foot })
}

/** One choice says both: the script posts what the chosen option carries. */
function whose(world: World): Markup {
  const wechat = listMerchants(world).map(
    ({ mchid, name }) => markup`<option value="wechat-pay ${mchid}">微信 ${name} ${mchid}</option>`,
  )
  const alipay = listApps(world).map(
    ({ appId, name }) => markup`<option value="alipay ${appId}">支付宝 ${name} ${appId}</option>`,
  )
  return markup`<select name="account" aria-label="商户">${wechat}${alipay}</select>`
}
