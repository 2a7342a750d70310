import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import type { Attempt, Notice } from '../deliveries.ts'
import { faultNames } from '../faults.ts'
import type { World } from '../world.ts'
import { box, button, chip, table, time } from './parts.ts'

export function noticesBox(world: World): Markup {
  const rows = world.deliveries.latest(40).map(
    (notice) => markup`<tr><td class="number">${time(notice.createdAt)}</td>
<td>${notice.event}</td><td><code>${notice.outTradeNo}</code><div class="faint">${notice.url}</div></td>
<td>${chip(notice.state)}</td><td>${attempts(notice)}</td>
<td>${button({ label: '重发', method: 'POST', path: `/api/notices/${notice.id}/resend` })}</td></tr>`,
  )
  const content = table(['时间', '事件', '单号', '状态', '每次发送与应答', ''], rows, '还没有通知')
  return box({ id: 'notices', title: '通知', note: '发给商户的支付与退款通知', content })
}

function attempts(notice: Notice): Markup {
  const lines = notice.attempts.map((attempt) => markup`<div>${line(attempt)}</div>`)
  if (lines.length < 3) return markup`${lines}`
  return markup`<details id="notice-${notice.id}"><summary>${notice.attempts.length} 次</summary>${lines}</details>`
}

function line(attempt: Attempt): Markup {
  const flaw =
    attempt.flaw === undefined
      ? ''
      : markup` <span class="chip bad">${faultNames[`notice-${attempt.flaw}`]}</span>`
  const answer = attempt.error ?? `${attempt.status} ${(attempt.answer ?? '').slice(0, 80)}`
  return markup`<span class="faint">${time(attempt.at)}</span> <code>${answer}</code>${flaw}`
}
