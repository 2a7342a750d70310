import { create } from 'qrcode'
import { failCodePayment } from '../alipay/code-payments.ts'
import { latestTrades, pay as payAlipay, unpayable as alipayUnpayable } from '../alipay/trades.ts'
import { yuanOf } from '../alipay/yuan.ts'
import { html, redirect } from '../listen.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import { issueCode, shownCode } from '../payment-codes.ts'
import type { CodeProvider, PaymentCode } from '../payment-codes.ts'
import type { Person } from '../people.ts'
import { failPayment } from '../wechat-pay/micropay.ts'
import { pay as payWechat, unpayable as wechatUnpayable } from '../wechat-pay/pay.ts'
import { tradesIn } from '../wechat-pay/trades.ts'
import type { World } from '../world.ts'
import { Markup, markup } from './markup.ts'
import { choosePersonPage, phone } from './pages.ts'
import { chosenPerson } from './person.ts'

const tones = { 'wechat-pay': 'wechat', alipay: 'alipay' } as const
const names = { 'wechat-pay': '微信', alipay: '支付宝' } as const
const refreshSeconds = 4

const providerIn = (values: URLSearchParams): CodeProvider =>
  values.get('provider') === 'alipay' ? 'alipay' : 'wechat-pay'

const pageOf = (provider: CodeProvider, person: Person): string =>
  `/cashier/code?${new URLSearchParams({ provider, sandbox_person: person.id })}`

/** What a customer holds out at the counter, and what the phone asks when a password is needed. */
export function codePage(world: World, incoming: Incoming): Outgoing {
  const provider = providerIn(incoming.query)
  const person = chosenPerson(world, incoming)
  if (person === undefined) {
    const text = '谁的付款码？'
    const people = world.people.atHand()
    return html(choosePersonPage({ tone: tones[provider], title: '付款码', text, people, url: incoming.url }))
  }
  const code = shownCode(world, provider, person)
  const content = markup`<meta http-equiv="refresh" content="${refreshSeconds}">
${waitingFor(world, provider, person)}
<section class="card"><div class="lead">${person.name} · 每分钟更新，用过即换</div>
<div class="paycode">${drawn(code.code)}</div>
<div class="digits">${code.code.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}</div></section>
<form class="pay" method="post" action="/cashier/code/manner">${hidden(provider, person)}
<div class="pair">${toggle(code, 'needsPassword', '要输密码')}${toggle(code, 'refuses', '余额不足')}</div>
<button name="renew" value="1">换一个码</button>
<a class="button" href="${pageOf(provider === 'alipay' ? 'wechat-pay' : 'alipay', person)}">看${
    names[provider === 'alipay' ? 'wechat-pay' : 'alipay']
  }付款码</a></form>`
  return html(phone(tones[provider], `${names[provider]}付款码`, content))
}

const hidden = (provider: CodeProvider, person: Person): Markup =>
  markup`<input type="hidden" name="provider" value="${provider}">
<input type="hidden" name="person" value="${person.id}">`

function toggle(code: PaymentCode, name: 'needsPassword' | 'refuses', label: string): Markup {
  const isOn = code[name]
  const words = `${label}：${isOn ? '开' : '关'}`
  return markup`<button name="toggle" value="${name}" class="${isOn ? 'main' : ''}">${words}</button>`
}

/** Codes that wait for this person's password. */
function waitingFor(world: World, provider: CodeProvider, person: Person): Markup[] {
  return waitingTrades(world, provider, person).map(
    ({ number, totalFen, what }) => markup`<section class="card"><h1>输入密码付款</h1>
<div class="amount"><small>¥</small>${yuanOf(totalFen)}</div><div class="lead">${what}</div>
<form class="pair" method="post" action="/cashier/code/decide">${hidden(provider, person)}
<input type="hidden" name="number" value="${number}"><button class="main" name="outcome" value="success">确认付款</button>
<button name="outcome" value="cancel">取消</button></form></section><br><br>`,
  )
}

type WaitingTrade = { number: string; totalFen: number; what: string; decide(isPaid: boolean): void }

function waitingTrades(world: World, provider: CodeProvider, person: Person): WaitingTrade[] {
  if (provider === 'wechat-pay') {
    return tradesIn(world)
      .latest(200)
      .filter((trade) => trade.state === 'USERPAYING' && wechatUnpayable(world, trade, person) === undefined)
      .map((trade) => ({
        number: trade.outTradeNo,
        totalFen: trade.totalFen,
        what: trade.description,
        decide: (isPaid) => void (isPaid ? payWechat(world, trade, person) : failPayment(world, trade)),
      }))
  }
  return latestTrades(world, 200)
    .filter(({ method }) => method === 'alipay.trade.pay')
    .filter((trade) => alipayUnpayable(world, trade, person) === undefined)
    .map((trade) => ({
      number: trade.outTradeNo,
      totalFen: trade.totalFen,
      what: trade.subject,
      decide: (isPaid) => void (isPaid ? payAlipay(world, trade, person) : failCodePayment(world, trade)),
    }))
}

export function decideCode(world: World, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body)
  const provider = providerIn(form)
  const person = world.people.find(form.get('person') ?? '')
  if (person === undefined) return redirect('/')
  const trade = waitingTrades(world, provider, person).find(({ number }) => number === form.get('number'))
  trade?.decide(form.get('outcome') === 'success')
  return redirect(pageOf(provider, person))
}

/** A new code at once, with what was switched. */
export function changeManner(world: World, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body)
  const provider = providerIn(form)
  const person = world.people.find(form.get('person') ?? '')
  if (person === undefined) return redirect('/')
  const { needsPassword, refuses } = shownCode(world, provider, person)
  const switched = form.get('toggle')
  issueCode(world, {
    provider,
    person,
    manner: {
      needsPassword: (switched === 'needsPassword') !== needsPassword,
      refuses: (switched === 'refuses') !== refuses,
    },
  })
  return redirect(pageOf(provider, person))
}

/** A QR code as one path: each dark module is a square of one. */
function drawn(text: string): Markup {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let at = 0; at < size * size; at++) {
    if (modules.data[at] === 1) path += `M${at % size} ${Math.floor(at / size)}h1v1h-1z`
  }
  return new Markup(
    `<svg viewBox="-2 -2 ${size + 4} ${size + 4}" role="img" aria-label="付款码"><path d="${path}"/></svg>`,
  )
}
