import type { Person } from '../people.ts'
import { Markup, markup } from './markup.ts'
import { style } from './style.ts'

export type Tone = 'wechat' | 'alipay'

const names: Record<Tone, string> = { wechat: '微信支付', alipay: '支付宝' }

export function phone(tone: Tone, title: string, content: Markup): string {
  return markup`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>${title} · 沙箱</title><style>${new Markup(style)}</style></head>
<body class="${tone}"><main class="phone"><div class="mark">沙箱 · 不是真的支付</div>
<div class="bar">${title}</div>${content}</main></body></html>`.text
}

export type Bill = {
  tone: Tone
  payee: string
  description: string
  amount: string
  outTradeNo: string
  /** Who may pay: one person when the order names its payer. */
  payers: Person[]
  action: string
  /** Goes back with the decision unchanged. */
  hidden: Record<string, string>
}

export function billPage(bill: Bill): string {
  const hidden = Object.entries(bill.hidden).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  )
  const options = bill.payers.map((person) => markup`<option value="${person.id}">${person.name}</option>`)
  return phone(
    bill.tone,
    names[bill.tone],
    markup`
<section class="card"><div class="lead">${bill.payee}</div>
<div class="amount"><small>¥</small>${bill.amount}</div>
<dl><dt>商品</dt><dd>${bill.description}</dd><dt>收款方</dt><dd>${bill.payee}</dd>
<dt>商户单号</dt><dd>${bill.outTradeNo}</dd>
<dt>付款人</dt><dd><select name="person" form="pay" aria-label="付款人">${options}</select></dd></dl></section>
<form class="pay" id="pay" method="post" action="${bill.action}">${hidden}
<button class="main" name="outcome" value="success">支付</button>
<div class="pair"><button name="outcome" value="fail">支付失败</button>
<button name="outcome" value="cancel">取消</button></div></form>`,
  )
}

export type TransferBill = {
  payer: string
  payee: string
  remark: string
  amount: string
  outBillNo: string
  packageInfo: string
  action: string
  isEmbedded: boolean
}

/** Where a person takes what a merchant sends them. */
export function transferPage(bill: TransferBill): string {
  return phone(
    'wechat',
    '收款确认',
    markup`
<section class="card"><div class="lead">${bill.payer} 向你转账</div>
<div class="amount"><small>¥</small>${bill.amount}</div>
<dl><dt>说明</dt><dd>${bill.remark}</dd><dt>收款人</dt><dd>${bill.payee}</dd>
<dt>商户单号</dt><dd>${bill.outBillNo}</dd></dl></section>
<form class="pay" method="post" action="${bill.action}">
<input type="hidden" name="package" value="${bill.packageInfo}">
<input type="hidden" name="embed" value="${bill.isEmbedded ? '1' : ''}">
<button class="main" name="outcome" value="success">确认收款</button>
<button name="outcome" value="cancel">暂不收款</button></form>`,
  )
}

export type Message = {
  tone: Tone
  title: string
  text: string
  sign?: string
  /** Where the way back leads. */
  back?: string
  /** The page around this one is waiting to hear how it ended. */
  isEmbedded?: boolean
}

export function messagePage(message: Message): string {
  let back: Markup | undefined
  if (message.isEmbedded === true)
    back = markup`<button class="main" onclick="${tell('fail')}">返回商家</button>`
  else if (message.back !== undefined)
    back = markup`<a class="button main" href="${message.back}">返回商家</a>`
  return phone(
    message.tone,
    names[message.tone],
    markup`
<section class="card"><div class="sign">${message.sign ?? '!'}</div><h1>${message.title}</h1>
<div class="lead">${message.text}</div></section><div class="pay">${back}</div>`,
  )
}

export const outcomes = ['success', 'fail', 'cancel'] as const
export type Outcome = (typeof outcomes)[number]

/** Over a page of the merchant's, or in a window it opened: that page hears the outcome. */
const tell = (outcome: Outcome): Markup =>
  new Markup(
    `(opener ?? parent).postMessage({sesameSandbox:'paid',outcome:'${outcome}'},'*');if(opener)window.close()`,
  )

export const readOutcome = (given: string | null): Outcome =>
  outcomes.find((outcome) => outcome === given) ?? 'cancel'

const endings: Record<Outcome, { title: string; sign: string }> = {
  success: { title: '支付成功', sign: '✓' },
  fail: { title: '支付失败', sign: '×' },
  cancel: { title: '已取消支付', sign: '…' },
}

/** The end where there is nowhere to go back to. */
export const endPage = (tone: Tone, outcome: Outcome, text: string): string =>
  messagePage({ tone, text, ...endings[outcome] })

export function outcomePage(tone: Tone, outcome: Outcome): string {
  return phone(
    tone,
    names[tone],
    markup`<section class="card"><div class="lead">正在返回…</div></section>
<script>${tell(outcome)}</script>`,
  )
}

export type Choice = { tone: Tone; title: string; text: string; people: Person[]; url: string }

export function choosePersonPage(choice: Choice): string {
  const people = choice.people.map((person) => {
    const url = `${choice.url}${choice.url.includes('?') ? '&' : '?'}sandbox_person=${person.id}`
    return markup`<a class="who" href="${url}"><div class="face">${person.name.slice(0, 1)}</div>
<div>${person.name}<span>${person.mobile}</span></div></a>`
  })
  const none =
    choice.people.length === 0 ? markup`<div class="lead">还没有人，请先在沙箱面板里添加</div>` : ''
  const hidden = [...new URL(choice.url, 'http://sandbox').searchParams].map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  )
  return phone(
    choice.tone,
    choice.title,
    markup`
<section class="card"><h1>你是谁？</h1><div class="lead">${choice.text}</div>
<div class="whos">${people}${none}</div></section>
<form class="pay" method="get">${hidden}<div class="other"><input name="sandbox_person" inputmode="numeric"
 placeholder="其他人的手机号" aria-label="其他人的手机号" required><button class="main">登录</button></div></form>`,
  )
}
