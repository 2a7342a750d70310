import { sessionRoutes } from '@sesame/contract/customer-session.ts'
import type { MiniCode } from '../platform/types'
import { customer } from './client'
import { forgetToken, rememberToken } from './session'

type MobileCode = { mobile: string; code: string }
export type OauthProvider = 'wechat' | 'alipay'

export const sendCode = (mobile: string, key: string) =>
  customer.call(sessionRoutes.sendCode, { body: { mobile }, key })

export async function loginByMobile(login: MobileCode, key: string): Promise<void> {
  const { token } = await customer.call(sessionRoutes.loginByMobile, { body: login, key })
  rememberToken('customer', token)
}

/** Verifies the mobile of someone who came in by WeChat or Alipay. */
export async function bindMobile(login: MobileCode, key: string): Promise<void> {
  const { token } = await customer.call(sessionRoutes.bindMobile, { body: login, key })
  rememberToken('customer', token)
}

/** The code is traded for an openid by the server, which keeps it there. */
export async function loginByMiniCode(shop: string, from: MiniCode, key: string): Promise<void> {
  const { provider, ...body } = from
  const route = provider === 'wechat' ? sessionRoutes.loginByMiniProgram : sessionRoutes.loginByAlipay
  const { token } = await customer.call(route, { params: { shop }, body, key })
  rememberToken('customer', token)
}

export const startOauth = (shop: string, input: { provider: OauthProvider; returnTo: string }, key: string) =>
  customer.call(sessionRoutes.startOauth, { params: { shop }, body: input, key })

export async function finishOauth(
  shop: string,
  answer: { provider: OauthProvider; code: string; state: string },
  key: string,
): Promise<void> {
  const { token } = await customer.call(sessionRoutes.finishOauth, { params: { shop }, body: answer, key })
  rememberToken('customer', token)
}

export const getMe = () => customer.call(sessionRoutes.me, {})

export const rename = (name: string, key: string) =>
  customer.call(sessionRoutes.rename, { body: { name }, key })

/** The phone forgets the session even when the server can't be told. */
export async function logout(key: string): Promise<void> {
  try {
    await customer.call(sessionRoutes.logout, { key })
  } finally {
    forgetToken('customer')
  }
}
