import { markup } from '../cashier/markup.ts'
import type { Markup } from '../cashier/markup.ts'
import { faultNames, faultsOf, providers } from '../faults.ts'
import type { Fault, FaultName, Provider } from '../faults.ts'
import type { World } from '../world.ts'
import { box, button } from './parts.ts'

const providerNames: Record<Provider, string> = {
  'wechat-pay': '微信支付',
  alipay: '支付宝',
  'wechat-open': '微信开放平台',
  sms: '短信',
}

export function faultsBox(world: World): Markup {
  const on = world.faults.list()
  const content = markup`${providers.map(
    (provider) => markup`<h3>${providerNames[provider]}</h3>
<div class="faults">${faultsOf[provider].map((name) => line(provider, name, on))}</div>`,
  )}`
  return box({ id: 'faults', title: '故障', note: '下一次发生，或者一直发生到关掉为止', content })
}

function line(provider: Provider, name: FaultName, all: Fault[]): Markup {
  const active = all.filter((fault) => fault.provider === provider && fault.fault === name)
  const general = active.find((fault) => fault.merchant === undefined && fault.on === undefined)
  const told = active.map((fault) =>
    [fault.count === undefined ? '一直' : `还有 ${fault.count} 次`, fault.merchant, fault.on]
      .filter(Boolean)
      .join(' · '),
  )
  const put = (label: string, count: number | undefined, isOn: boolean): Markup =>
    button({ label, method: 'PUT', path: '/api/faults', body: { provider, fault: name, count }, on: isOn })
  return markup`<div class="fault ${active.length > 0 ? 'on' : ''}"><div><b>${faultNames[name]}</b>
<span class="faint">${told.join('；')}</span></div><div class="row">
${put('下一次', (general?.count ?? 0) + 1, general?.count !== undefined)}
${put('一直', undefined, general !== undefined && general.count === undefined)}
${general === undefined ? '' : put('关', 0, false)}</div></div>`
}
