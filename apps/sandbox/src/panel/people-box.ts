import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import type { Person } from '../people.ts'
import { latestShortMessages, shortMessagesTo } from '../sms/server.ts'
import type { World } from '../world.ts'
import { box, time } from './parts.ts'

const shownMax = 24

/** Whoever got a message last comes first: one is usually here to read a code. */
export function peopleBox(world: World, me: Person | undefined): Markup {
  const heardOf = new Set(latestShortMessages(world, 50).map(({ mobile }) => mobile))
  const told = [...heardOf].flatMap((mobile) => world.people.find(mobile) ?? [])
  const people = [
    ...new Map([...told, ...world.people.atHand()].map((person) => [person.id, person])).values(),
  ]
  const cards = people.slice(0, shownMax).map((person) => personCard(world, person, person.id === me?.id))
  const content =
    cards.length === 0
      ? markup`<div class="faint">还没有人</div>`
      : markup`<div class="people">${cards}</div>`
  const call = JSON.stringify(['POST', '/api/people', {}])
  const foot = markup`<form class="row" data-call="${call}">
<input name="name" placeholder="姓名" aria-label="姓名" required><input name="mobile" placeholder="手机号" aria-label="手机号"
 pattern="1[0-9]{10}" required><button>添加</button></form>`
  return box({ id: 'people', title: '人', note: '登录后，本浏览器里的授权页不再问你是谁', content, foot })
}

function codeLink(person: Person, provider: string, label: string): Markup {
  const href = `/cashier/code?provider=${provider}&sandbox_person=${person.id}`
  return markup`<a class="chip" target="_blank" href="${href}">${label}</a>`
}

function personCard(world: World, person: Person, isMe: boolean): Markup {
  const latest = shortMessagesTo(world, person.mobile)[0]
  const message =
    latest === undefined
      ? markup`<div class="faint">没有短信</div>`
      : markup`<div class="code">${latest.code}</div><div class="faint">${time(latest.at)}　${latest.text}</div>`
  return markup`<div class="person ${isMe ? 'me' : ''}"><div class="row"><b>${person.name}</b>
<span class="faint">${person.mobile}</span></div>${message}
<form method="post" action="/login-as"><input type="hidden" name="person" value="${isMe ? '' : person.id}">
<button>${isMe ? '退出' : '以此人登录'}</button></form>
<div class="row">${codeLink(person, 'wechat-pay', '微信付款码')}${codeLink(person, 'alipay', '支付宝付款码')}</div></div>`
}
