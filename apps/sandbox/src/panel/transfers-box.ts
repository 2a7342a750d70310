import { latestAlipayTransfers } from '../alipay/transfers.ts'
import { yuanOf } from '../alipay/yuan.ts'
import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import { latestTransfers, payeeOf } from '../wechat-pay/transfers.ts'
import type { Transfer } from '../wechat-pay/transfers.ts'
import type { World } from '../world.ts'
import { box, button, chip, table, time } from './parts.ts'

/** Who is paid, and what waits for their yes. */
export function transfersBox(world: World): Markup {
  const wechat = latestTransfers(world, 20).map(
    (transfer) => markup`<tr><td class="number">${time(transfer.createdAt)}</td>
<td>${payeeOf(world, transfer)?.name}<div class="faint">微信　${transfer.remark}</div></td>
<td><code>${transfer.outBillNo}</code></td><td class="number">¥${yuanOf(transfer.amountFen)}</td>
<td>${chip(transfer.state)}</td><td>${actions(transfer)}</td></tr>`,
  )
  const alipay = latestAlipayTransfers(world, 20).map(
    (transfer) => markup`<tr><td class="number">${time(transfer.createdAt)}</td>
<td>${transfer.payeeName}<div class="faint">支付宝　${transfer.title}</div></td>
<td><code>${transfer.outBillNo}</code></td><td class="number">¥${yuanOf(transfer.amountFen)}</td>
<td>${chip(transfer.status)}</td><td></td></tr>`,
  )
  const rows = [...wechat, ...alipay]
  const content = table(['时间', '收款人', '商户单号', '金额', '状态', ''], rows, '还没有转账')
  return box({ id: 'transfers', title: '转账', note: '微信要本人确认，支付宝直接到账', content })
}

function actions(transfer: Transfer): Markup | Markup[] | '' {
  if (transfer.state === 'WAIT_USER_CONFIRM') {
    const url = `/cashier/wechat/transfer?package=${encodeURIComponent(transfer.packageInfo)}`
    const expire = { method: 'POST', path: '/api/transfers/expire', body: { outBillNo: transfer.outBillNo } }
    return markup`<a class="chip wait" target="_blank" href="${url}">收款确认</a>
${button({ label: '过期', ...expire })}`
  }
  if (transfer.state !== 'ACCEPTED') return ''
  const { outBillNo } = transfer
  const ends = [
    ['成功', 'SUCCESS'],
    ['失败', 'FAIL'],
  ] as const
  return ends.map(([label, state]) =>
    button({ label, method: 'POST', path: '/api/transfers/end', body: { outBillNo, state } }),
  )
}
