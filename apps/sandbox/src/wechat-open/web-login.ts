import { letters } from '../identifiers.ts'
import { html, redirect } from '../listen.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import { choosePersonPage, messagePage } from '../cashier/pages.ts'
import { chosenPerson } from '../cashier/person.ts'
import type { World } from '../world.ts'
import { OpenRefusal, invalidOpenid } from './answers.ts'
import { findApp, getApp } from './apps.ts'
import { issueCode, redeemCode } from './codes.ts'

type WebToken = { appId: string; openid: string; scope: string; until: string }
const tokensIn = (world: World) => world.store.collection<WebToken>('wechat-web-token')

/** The page of open.weixin.qq.com where the customer says yes; here it also asks who one is. */
export function authorizePage(world: World, incoming: Incoming): Outgoing {
  const { query } = incoming
  const wrong = (text: string): Outgoing =>
    html(messagePage({ tone: 'wechat', title: '无法登录', text }), 400)
  const app = findApp(world, query.get('appid') ?? '')
  const back = query.get('redirect_uri') ?? ''
  const scope = query.get('scope') ?? ''
  if (app === undefined) return wrong('appid 参数错误 (40013)')
  if (app.kind !== 'official-account') return wrong('该 appid 不是公众号 (10016)')
  if (!URL.canParse(back) || !/^https?:$/.test(new URL(back).protocol))
    return wrong('redirect_uri 参数错误 (10003)')
  if (query.get('response_type') !== 'code') return wrong('response_type 参数错误')
  if (scope !== 'snsapi_base' && scope !== 'snsapi_userinfo')
    return wrong('Scope 参数错误或没有 Scope 权限 (10005)')

  const person = chosenPerson(world, incoming)
  if (person === undefined) {
    const text = `${app.name} 申请获取你的昵称、头像`
    return html(
      choosePersonPage({
        tone: 'wechat',
        title: '微信登录',
        text,
        people: world.people.atHand(),
        url: incoming.url,
      }),
    )
  }
  const target = new URL(back)
  target.searchParams.set('code', issueCode(world, { kind: 'web', appId: app.appId, person, scope }))
  target.searchParams.set('state', query.get('state') ?? '')
  return redirect(target.toString())
}

const lifeMs = 7200_000

export function webAccessToken(world: World, query: URLSearchParams): Record<string, unknown> {
  const app = getApp(world, query.get('appid'), query.get('secret'))
  if (query.get('grant_type') !== 'authorization_code') throw new OpenRefusal(40002, 'invalid grant_type')
  const { person, scope } = redeemCode(world, query.get('code'), { kind: 'web', appId: app.appId })
  const openid = world.people.openidOf(app.appId, person)
  const token = `8${letters(100)}`
  const until = new Date(world.clock.now().getTime() + lifeMs).toISOString()
  tokensIn(world).save(token, { appId: app.appId, openid, scope, until })
  return {
    access_token: token,
    expires_in: lifeMs / 1000,
    refresh_token: `8${letters(100)}`,
    openid,
    scope,
    ...(scope === 'snsapi_userinfo' ? { unionid: world.people.unionidOf(person) } : {}),
  }
}

export function webUser(world: World, query: URLSearchParams): Record<string, unknown> {
  const token = tokensIn(world).find(query.get('access_token') ?? '')
  if (token === undefined)
    throw new OpenRefusal(40001, 'invalid credential, access_token is invalid or not latest')
  if (Date.parse(token.until) <= world.clock.now().getTime())
    throw new OpenRefusal(42001, 'access_token expired')
  if (token.scope !== 'snsapi_userinfo') throw new OpenRefusal(48001, 'api unauthorized')
  const person = world.people.byOpenid(token.appId, token.openid)
  if (person === undefined || token.openid !== query.get('openid')) throw invalidOpenid()
  return {
    openid: token.openid,
    nickname: person.name,
    sex: 0,
    language: '',
    city: '',
    province: '',
    country: '',
    headimgurl: `${world.urls.panel}/avatar.svg?name=${encodeURIComponent(person.name)}`,
    privilege: [],
    unionid: world.people.unionidOf(person),
  }
}
