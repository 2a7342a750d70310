import { alipayPage, decideAlipay } from '../cashier/alipay.ts'
import { markup } from '../cashier/markup.ts'
import { decideTransfer, transferConfirmPage } from '../cashier/transfer.ts'
import { changeManner, codePage, decideCode } from '../cashier/payment-code.ts'
import { clientPage, decideWechat, h5Page, scanPage } from '../cashier/wechat.ts'
import { html, json, redirect } from '../listen.ts'
import type { Answer, Incoming, Outgoing } from '../listen.ts'
import { routes } from '../routes.ts'
import type { World } from '../world.ts'
import { api } from './api.ts'
import { Wrong, parseAsked } from './asked.ts'
import { jsbridge } from './jsbridge.ts'
import { panelPage } from './page.ts'

type Page = (world: World, incoming: Incoming) => Outgoing

const pages = routes<Page>({
  'GET /': (world, incoming) => html(panelPage(world, incoming)),
  'GET /jsbridge.js': (world) => ({
    status: 200,
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
    body: jsbridge(world.urls.panel),
  }),
  'GET /avatar.svg': (_world, incoming) => avatar(incoming.query.get('name') ?? ''),
  'POST /login-as': (_world, incoming) => loginAs(incoming),
  'GET /cashier/wechat/checkmweb': h5Page,
  'GET /cashier/wechat/scan': scanPage,
  'GET /cashier/wechat/client': clientPage,
  'POST /cashier/wechat/decide': decideWechat,
  'GET /cashier/wechat/transfer': transferConfirmPage,
  'POST /cashier/wechat/transfer': decideTransfer,
  'GET /cashier/alipay/trade': alipayPage,
  'GET /cashier/code': codePage,
  'POST /cashier/code/manner': changeManner,
  'POST /cashier/code/decide': decideCode,
  'POST /cashier/alipay/decide': decideAlipay,
})

export async function panel(world: World, incoming: Incoming): Promise<Answer> {
  if (incoming.path.startsWith('/api/')) return callApi(world, incoming)
  const route = pages(incoming.method, incoming.path)
  if (route === 'no-path') return { status: 404 }
  if (route === 'no-method') return { status: 405 }
  return route.found(world, incoming)
}

async function callApi(world: World, incoming: Incoming): Promise<Answer> {
  const route = api(incoming.method, incoming.path)
  const refuse = (status: number, message: string): Answer =>
    json(status, { code: 'sandbox.refused', message })
  if (route === 'no-path') return refuse(404, 'No such call')
  if (route === 'no-method') return refuse(405, 'No such method')
  try {
    const asked = incoming.method === 'GET' ? Object.fromEntries(incoming.query) : parseAsked(incoming.body)
    return json(200, await route.found(world, asked, route.params))
  } catch (error) {
    if (error instanceof Wrong) return refuse(error.status, error.message)
    throw error
  }
}

/** This browser is that person from now on, on every port of the sandbox; an empty person is nobody. */
function loginAs(incoming: Incoming): Outgoing {
  const person = new URLSearchParams(incoming.body).get('person') ?? ''
  const cookie =
    person === ''
      ? 'sandbox_person=; Path=/; Max-Age=0'
      : `sandbox_person=${encodeURIComponent(person)}; Path=/; SameSite=Lax`
  const back = redirect('/')
  return { ...back, headers: { ...back.headers, 'set-cookie': cookie } }
}

function avatar(name: string): Outgoing {
  const body = markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64"
 fill="#07c160"/><text x="32" y="42" font-size="30" text-anchor="middle" fill="#fff">${name.slice(0, 1)}</text></svg>`
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: body.text }
}
