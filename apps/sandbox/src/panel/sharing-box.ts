import { yuanOf } from '../alipay/yuan.ts'
import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import { latestOrders } from '../wechat-pay/sharing.ts'
import type { World } from '../world.ts'
import { box, chip, table, time } from './parts.ts'

/** What was shared, and with whom. */
export function sharingBox(world: World): Markup {
  const rows = latestOrders(world, 20).map(
    (order) => markup`<tr><td class="number">${time(order.createdAt)}</td>
<td><code>${order.outOrderNo}</code></td><td>${order.receivers.map(
      (receiver) => markup`<div>${receiver.account}　¥${yuanOf(receiver.amountFen)}　${chip(receiver.result)}
${receiver.returnedFen > 0 ? markup`<span class="faint">已回退 ¥${yuanOf(receiver.returnedFen)}</span>` : ''}</div>`,
    )}${order.receivers.length === 0 ? '解冻' : ''}</td><td>${chip(order.state)}</td></tr>`,
  )
  const content = table(['时间', '分账单号', '接收方', '状态'], rows, '还没有分账')
  return box({ id: 'sharing', title: '分账', note: '支付一分钟后才能分，最多三成', half: true, content })
}
