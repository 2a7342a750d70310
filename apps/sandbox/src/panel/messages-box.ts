import { listApps as listAlipayApps } from '../alipay/apps.ts'
import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import { latestShortMessages } from '../sms/server.ts'
import { latestMessages } from '../wechat-open/messages.ts'
import { listApps } from '../wechat-open/apps.ts'
import { listMerchants, noticeForms } from '../wechat-pay/merchants.ts'
import type { Merchant } from '../wechat-pay/merchants.ts'
import type { World } from '../world.ts'
import { box, button, table, time } from './parts.ts'

export function shortMessagesBox(world: World): Markup {
  const rows = latestShortMessages(world, 15).map(
    (message) => markup`<tr><td class="number">${time(message.at)}</td>
<td>${message.mobile}</td><td>${message.text}</td></tr>`,
  )
  const content = table(['时间', '手机号', '内容'], rows, '还没有短信')
  return box({ id: 'sms', title: '短信', note: '最近 15 条', half: true, content })
}

export function subscribeMessagesBox(world: World): Markup {
  const rows = latestMessages(world, 15).map((message) => {
    const values = Object.entries(message.data).map(
      ([name, { value }]) => markup`<div><span class="faint">${name}</span> ${value}</div>`,
    )
    return markup`<tr><td class="number">${time(message.at)}</td><td>${message.mobile}</td><td>${values}</td></tr>`
  })
  const content = table(['时间', '收件人', '内容'], rows, '还没有订阅消息')
  return box({ id: 'messages', title: '订阅消息', note: '最近 15 条', half: true, content })
}

const modes = { 'public-key': '公钥', certificate: '平台证书', alternating: '公钥与证书交替' }

export function accountsBox(world: World): Markup {
  const merchants = listMerchants(world).map(
    (each) => markup`<tr><td>微信商户号</td><td><code>${each.mchid}</code></td>
<td>${each.name}</td><td>${modes[each.keyMode]}　${noticeFormButton(each)}
<span class="faint">${each.appids.join(' ')}</span></td></tr>`,
  )
  const apps = listApps(world).map(
    (each) => markup`<tr><td>${each.kind === 'mini-program' ? '小程序' : '公众号'}</td>
<td><code>${each.appId}</code></td><td>${each.name}</td><td></td></tr>`,
  )
  const alipay = listAlipayApps(world).map(
    (each) => markup`<tr><td>支付宝应用</td><td><code>${each.appId}</code></td>
<td>${each.name}</td><td class="faint">${each.sellerId}</td></tr>`,
  )
  const rows = [...merchants, ...apps, ...alipay]
  const content = table(['种类', '编号', '名称', ''], rows, '还没有账号；商户在登记渠道账号时由接口开立')
  const rotate = {
    label: '更换微信支付平台证书',
    method: 'POST',
    path: '/api/wechat-pay/certificate-rotations',
  }
  const foot = markup`<br><div class="row">${button(rotate)}<span class="faint">之后的应答与通知用新证书签名</span></div>`
  return box({ id: 'accounts', title: '账号', note: '密钥只由接口给出', half: true, content, foot })
}

/** Which form of notice this merchant's console is set to; the button goes to the next. */
function noticeFormButton({ mchid, noticeForm = 'v3' }: Merchant): Markup {
  const next = noticeForms[(noticeForms.indexOf(noticeForm) + 1) % noticeForms.length]
  const label = `通知 ${noticeForm}`
  return button({
    label,
    method: 'POST',
    path: '/api/wechat-pay/merchants',
    body: { mchid, noticeForm: next },
  })
}
