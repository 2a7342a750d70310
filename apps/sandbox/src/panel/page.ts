import { chosenPerson } from '../cashier/person.ts'
import { Markup, markup } from '../cashier/markup.ts'
import { style } from '../cashier/style.ts'
import { alipayTime } from '../clock.ts'
import type { Incoming } from '../listen.ts'
import type { World } from '../world.ts'
import { billsBox } from './bills-box.ts'
import { faultsBox } from './faults-box.ts'
import { accountsBox, shortMessagesBox, subscribeMessagesBox } from './messages-box.ts'
import { noticesBox } from './notices-box.ts'
import { box, button } from './parts.ts'
import { peopleBox } from './people-box.ts'
import { panelScript } from './script.ts'
import { sharingBox } from './sharing-box.ts'
import { panelStyle } from './style.ts'
import { refundsBox, tradesBox } from './trades-box.ts'
import { transfersBox } from './transfers-box.ts'

const sections = [
  ['people', '人'],
  ['trades', '交易'],
  ['transfers', '转账'],
  ['notices', '通知'],
  ['faults', '故障'],
  ['bills', '账单'],
  ['messages', '消息'],
  ['clock', '时钟'],
  ['accounts', '账号'],
] as const

export function panelPage(world: World, incoming: Incoming): string {
  const links = sections.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)
  const boxes = [
    peopleBox(world, chosenPerson(world, incoming)),
    tradesBox(world),
    transfersBox(world),
    sharingBox(world),
    noticesBox(world),
    faultsBox(world),
    billsBox(world),
    subscribeMessagesBox(world),
    shortMessagesBox(world),
    refundsBox(world),
    accountsBox(world),
    clockBox(world),
  ]
  return markup`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>沙箱面板</title><style>${new Markup(style + panelStyle)}</style></head><body>
<header class="top"><h1>沙箱面板</h1><span class="pill">沙箱 · 不是真的支付</span><nav>${links}</nav></header>
<main class="wrap">${boxes}</main><script>${new Markup(panelScript)}</script></body></html>`.text
}

function clockBox(world: World): Markup {
  const now = alipayTime(world.clock.now())
  const state = world.clock.isSet()
    ? markup`<span class="chip bad">已拨动，停在此刻</span>`
    : markup`<span class="chip good">与本机一致</span>`
  const reset = button({ label: '恢复', method: 'PUT', path: '/api/clock', body: { now: null } })
  const content = markup`<div class="row"><b>${now}</b>${state}${world.clock.isSet() ? reset : ''}</div>`
  const call = JSON.stringify(['PUT', '/api/clock', {}])
  const foot = markup`<br><form class="row" data-call="${call}">
<input type="datetime-local" name="now" aria-label="拨到" required>
<button>拨到这一刻</button></form>`
  return box({ id: 'clock', title: '时钟', note: '下单、过期、通知都按它计时', half: true, content, foot })
}
