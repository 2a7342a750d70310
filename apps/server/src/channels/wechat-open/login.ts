import { ok, unknown, type Outcome } from '../outcome.ts'
import { fieldsOf, optionalText, textOf, type Fields } from '../reading.ts'
import type { WechatOpen } from './client.ts'
import type { WechatApp } from './request.ts'

/** An openid belongs to one app; it and the session key stay on the server. */
export type MiniProgramSession = { openId: string; sessionKey: string; unionId?: string }

export type WebLogin = {
  openId: string
  accessToken: string
  scope: string
  unionId?: string
}

export type WebProfile = { openId: string; nickname: string; pictureUrl?: string; unionId?: string }

/** Exchanges what `wx.login` gave. Refused with 40029 when the code is wrong or was used before. */
export async function codeToSession(
  open: WechatOpen,
  app: WechatApp,
  code: string,
): Promise<Outcome<MiniProgramSession>> {
  const query = { appid: app.appId, secret: app.secret, js_code: code, grant_type: 'authorization_code' }
  return reading(await open.ask({ path: '/sns/jscode2session', query }), (fields) => ({
    openId: textOf(fields, 'openid'),
    sessionKey: textOf(fields, 'session_key'),
    ...unionIdOf(fields),
  }))
}

/** Exchanges what the "get phone number" button gave; the number was verified by WeChat. */
export async function mobileOfCode(
  open: WechatOpen,
  app: WechatApp,
  code: string,
): Promise<Outcome<{ mobile: string; countryCode: string }>> {
  const outcome = await open.call(app, '/wxa/business/getuserphonenumber', { code })
  return reading(outcome, (fields) => {
    const phone = fieldsOf(fields.phone_info, 'phone_info')
    const watermark = fieldsOf(phone.watermark, 'watermark')
    if (textOf(watermark, 'appid') !== app.appId) throw new Error('the number was given to another app')
    return { mobile: textOf(phone, 'purePhoneNumber'), countryCode: textOf(phone, 'countryCode') }
  })
}

/**
 * Where a customer logs in inside WeChat. `state` is bound to the browser's session by the caller. The
 * order of the parameters and the fragment are part of WeChat's rule.
 */
export function wechatAuthorizeUrl(
  connectBaseUrl: string,
  input: {
    appId: string
    redirectUrl: string
    scope: 'snsapi_base' | 'snsapi_userinfo'
    state: string
  },
): string {
  const url = new URL('/connect/oauth2/authorize', connectBaseUrl)
  url.searchParams.set('appid', input.appId)
  url.searchParams.set('redirect_uri', input.redirectUrl)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('scope', input.scope)
  url.searchParams.set('state', input.state)
  url.hash = 'wechat_redirect'
  return url.href
}

/** Exchanges the code that came back from `wechatAuthorizeUrl`. */
export async function webLogin(open: WechatOpen, app: WechatApp, code: string): Promise<Outcome<WebLogin>> {
  const query = { appid: app.appId, secret: app.secret, code, grant_type: 'authorization_code' }
  return reading(await open.ask({ path: '/sns/oauth2/access_token', query }), (fields) => ({
    openId: textOf(fields, 'openid'),
    accessToken: textOf(fields, 'access_token'),
    scope: textOf(fields, 'scope'),
    ...unionIdOf(fields),
  }))
}

/** Name and picture; only after a login with snsapi_userinfo. */
export async function webProfile(open: WechatOpen, login: WebLogin): Promise<Outcome<WebProfile>> {
  const query = { access_token: login.accessToken, openid: login.openId, lang: 'zh_CN' }
  return reading(await open.ask({ path: '/sns/userinfo', query }), (fields) => {
    const pictureUrl = optionalText(fields, 'headimgurl')
    return {
      openId: textOf(fields, 'openid'),
      nickname: optionalText(fields, 'nickname') ?? '',
      ...(pictureUrl === undefined ? {} : { pictureUrl }),
      ...unionIdOf(fields),
    }
  })
}

function unionIdOf(fields: Fields): { unionId?: string } {
  const unionId = optionalText(fields, 'unionid')
  return unionId === undefined ? {} : { unionId }
}

function reading<T>(outcome: Outcome<Fields>, read: (fields: Fields) => T): Outcome<T> {
  if (outcome.kind !== 'ok') return outcome
  try {
    return ok(read(outcome.value))
  } catch (error) {
    return unknown('bad-answer', error instanceof Error ? error.message : '')
  }
}
