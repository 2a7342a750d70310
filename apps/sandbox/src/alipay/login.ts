import { alipayTime } from '../clock.ts'
import { choosePersonPage, messagePage } from '../cashier/pages.ts'
import { chosenPerson } from '../cashier/person.ts'
import { letters } from '../identifiers.ts'
import { html, redirect } from '../listen.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { findApp } from './apps.ts'
import { invalid } from './refusal.ts'
import type { Content, GatewayCall } from './trade-calls.ts'

type AuthCode = { appId: string; personId: string; scope: string; at: string }
type AuthToken = { appId: string; personId: string; scope: string; until: string }

const codesIn = (world: World) => world.store.collection<AuthCode>('alipay-code')
const tokensIn = (world: World) => world.store.collection<AuthToken>('alipay-token')
const codeLifeMs = 3 * 60_000
const tokenLifeMs = 15 * 86_400_000

/** A code as my.getAuthCode or the login page hands out. */
export function issueAuthCode(world: World, about: { appId: string; person: Person; scope: string }): string {
  const code = letters(32)
  const at = world.clock.now().toISOString()
  codesIn(world).save(code, { appId: about.appId, personId: about.person.id, scope: about.scope, at })
  return code
}

export function exchangeCode({ world, app, params }: GatewayCall): Content {
  if (params['grant_type'] !== 'authorization_code')
    throw invalid('isv.grant-type-invalid', 'grant_type不正确')
  const code = params['code'] ?? ''
  const found = codesIn(world).find(code)
  const person = found === undefined ? undefined : world.people.find(found.personId)
  const now = world.clock.now().getTime()
  if (
    found === undefined ||
    person === undefined ||
    found.appId !== app.appId ||
    now - Date.parse(found.at) > codeLifeMs
  ) {
    throw invalid('isv.code-invalid', '授权码code无效')
  }
  codesIn(world).remove(code)
  const token = `authbseB${letters(32)}`
  const until = new Date(now + tokenLifeMs).toISOString()
  tokensIn(world).save(token, { appId: app.appId, personId: person.id, scope: found.scope, until })
  return {
    access_token: token,
    open_id: world.people.openidOf(app.appId, person),
    auth_start: alipayTime(new Date(now)),
    expires_in: tokenLifeMs / 1000,
    re_expires_in: (tokenLifeMs * 2) / 1000,
    refresh_token: `authbseB${letters(32)}`,
  }
}

export function shareUser({ world, app, params }: GatewayCall): Content {
  const token = tokensIn(world).find(params['auth_token'] ?? '')
  const person = token === undefined ? undefined : world.people.find(token.personId)
  if (
    token === undefined ||
    person === undefined ||
    token.appId !== app.appId ||
    token.scope !== 'auth_user' ||
    Date.parse(token.until) <= world.clock.now().getTime()
  ) {
    throw invalid('aop.invalid-auth-token', '无效的访问令牌')
  }
  const avatar = `${world.urls.panel}/avatar.svg?name=${encodeURIComponent(person.name)}`
  return {
    code: '10000',
    msg: 'Success',
    open_id: world.people.openidOf(app.appId, person),
    nick_name: person.name,
    avatar,
  }
}

/** The page of openauth.alipay.com where the customer says yes; here it also asks who one is. */
export function authorizePage(world: World, incoming: Incoming): Outgoing {
  const { query } = incoming
  const wrong = (text: string): Outgoing =>
    html(messagePage({ tone: 'alipay', title: '无法登录', text }), 400)
  const app = findApp(world, query.get('app_id') ?? '')
  const back = query.get('redirect_uri') ?? ''
  const scope = query.get('scope') ?? ''
  if (app === undefined) return wrong('app_id 无效')
  if (!URL.canParse(back) || !/^https?:$/.test(new URL(back).protocol)) return wrong('redirect_uri 无效')
  if (scope !== 'auth_base' && scope !== 'auth_user') return wrong('scope 无效')
  const person = chosenPerson(world, incoming)
  if (person === undefined) {
    const text = `${app.name} 申请使用你的支付宝身份登录`
    return html(
      choosePersonPage({
        tone: 'alipay',
        title: '支付宝登录',
        text,
        people: world.people.atHand(),
        url: incoming.url,
      }),
    )
  }
  const target = new URL(back)
  target.searchParams.set('app_id', app.appId)
  target.searchParams.set('source', 'alipay_wallet')
  target.searchParams.set('scope', scope)
  target.searchParams.set('auth_code', issueAuthCode(world, { appId: app.appId, person, scope }))
  target.searchParams.set('state', query.get('state') ?? '')
  return redirect(target.toString())
}
