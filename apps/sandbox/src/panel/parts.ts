import { alipayTime } from '../clock.ts'
import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'

export const time = (at: string | undefined): string =>
  at === undefined ? '' : alipayTime(new Date(at)).slice(5)

const tones: Record<string, 'good' | 'wait' | 'bad'> = {
  SUCCESS: 'good',
  TRADE_SUCCESS: 'good',
  delivered: 'good',
  NOTPAY: 'wait',
  WAIT_BUYER_PAY: 'wait',
  waiting: 'wait',
  PROCESSING: 'wait',
  ABNORMAL: 'bad',
  PENDING: 'wait',
  FINISHED: 'good',
  ACCEPTED: 'wait',
  WAIT_USER_CONFIRM: 'wait',
  TRANSFERING: 'wait',
  CANCELING: 'wait',
  DEALING: 'wait',
  FAIL: 'bad',
  USERPAYING: 'wait',
  PAYERROR: 'bad',
  'given-up': 'bad',
  withheld: 'bad',
}
const words: Record<string, string> = {
  SUCCESS: '成功',
  TRADE_SUCCESS: '已支付',
  NOTPAY: '待支付',
  WAIT_BUYER_PAY: '待支付',
  CLOSED: '已关闭',
  TRADE_CLOSED: '已关闭',
  REFUND: '转入退款',
  PROCESSING: '处理中',
  ABNORMAL: '异常',
  PENDING: '待分账',
  FINISHED: '已完成',
  ACCEPTED: '已受理',
  WAIT_USER_CONFIRM: '待收款确认',
  TRANSFERING: '转账中',
  CANCELING: '撤销中',
  CANCELLED: '已撤销',
  DEALING: '处理中',
  FAIL: '失败',
  REVOKED: '已撤销',
  USERPAYING: '等待输密码',
  PAYERROR: '支付失败',
  delivered: '已送达',
  waiting: '等待重发',
  'given-up': '已放弃',
  withheld: '没有发',
}

export const chip = (state: string): Markup =>
  markup`<span class="chip ${tones[state] ?? ''}" title="${state}">${words[state] ?? state}</span>`

export type ApiButton = {
  label: string
  method: string
  path: string
  body?: Record<string, unknown>
  on?: boolean
}

export function button({ label, method, path, body, on }: ApiButton): Markup {
  const call = JSON.stringify([method, path, body ?? {}])
  return markup`<button class="${on === true ? 'on' : ''}" data-call="${call}">${label}</button>`
}

export type Box = { id: string; title: string; note: string; half?: boolean; content: Markup; foot?: Markup }

/** `content` is brought up to date while one looks at it; `foot`, where one types, is left alone. */
export const box = ({ id, title, note, half, content, foot }: Box): Markup => markup`
<section class="box ${half === true ? 'half' : ''}" id="${id}"><h2>${title}<small>${note}</small></h2>
<div id="${id}-live" data-live>${content}</div>${foot}</section>`

export function table(heads: string[], rows: Markup[], empty: string): Markup {
  if (rows.length === 0) return markup`<div class="faint">${empty}</div>`
  const head = heads.map((each) => markup`<th>${each}</th>`)
  return markup`<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`
}
