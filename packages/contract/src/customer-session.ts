import { command, query } from './route.ts'
import { Done, Mobile, Name, ShopCode, T, Text, Whole, nullable, object, oneOf, optional } from './schema.ts'

/** How a customer comes in. Openids never leave the server. */
const audience = 'customer' as const

export const CustomerMe = object({
  name: T.String(),
  mobile: nullable(T.String()),
  /** Where this session may pay inside: known from how the person came in; openids stay here. */
  knownBy: T.Array(oneOf('mobile', 'wechat-mini-program', 'wechat-official-account', 'alipay-app')),
})
const LoggedIn = object({ token: T.String(), me: CustomerMe })
const OneTimeCode = T.String({ pattern: '^\\d{6}$' })
const AuthCode = T.String({ minLength: 4, maxLength: 200 })

export const sessionRoutes = {
  sendCode: command({
    audience,
    path: '/one-time-codes',
    access: 'public',
    summary: '发送验证码',
    body: object({ mobile: Mobile }),
    answer: object({ resendAfterSeconds: Whole, expiresInSeconds: Whole }),
  }),
  loginByMobile: command({
    audience,
    path: '/session/mobile',
    access: 'public',
    summary: '手机号登录',
    body: object({ mobile: Mobile, code: OneTimeCode }),
    answer: LoggedIn,
  }),
  loginByMiniProgram: command({
    audience,
    path: '/shops/:shop/session/mini-program',
    access: 'public',
    summary: '小程序登录',
    params: object({ shop: ShopCode }),
    body: object({ appId: Text(32), code: AuthCode, phoneCode: optional(AuthCode) }),
    answer: LoggedIn,
  }),
  /** Where to send the browser for authorisation; the state is bound to a cookie of this browser. */
  startOauth: command({
    audience,
    path: '/shops/:shop/oauth',
    access: 'public',
    summary: '网页授权',
    params: object({ shop: ShopCode }),
    body: object({ provider: oneOf('wechat', 'alipay'), returnTo: Text(300) }),
    answer: object({ url: T.String() }),
  }),
  finishOauth: command({
    audience,
    path: '/shops/:shop/session/oauth',
    access: 'public',
    summary: '网页授权登录',
    params: object({ shop: ShopCode }),
    body: object({ provider: oneOf('wechat', 'alipay'), code: AuthCode, state: Text(200) }),
    answer: LoggedIn,
  }),
  loginByAlipay: command({
    audience,
    path: '/shops/:shop/session/alipay',
    access: 'public',
    summary: '支付宝小程序登录',
    params: object({ shop: ShopCode }),
    body: object({ appId: Text(32), code: AuthCode }),
    answer: LoggedIn,
  }),
  /** Verifies the mobile of a person who came in by a channel; two records of one person become one. */
  bindMobile: command({
    audience,
    path: '/person/mobile',
    access: 'session',
    summary: '绑定手机号',
    body: object({ mobile: Mobile, code: OneTimeCode }),
    answer: LoggedIn,
  }),
  me: query({ audience, path: '/session', access: 'session', summary: '当前用户', answer: CustomerMe }),
  rename: command({
    audience,
    method: 'PATCH',
    path: '/person',
    access: 'session',
    summary: '修改称呼',
    body: object({ name: Name }),
    answer: CustomerMe,
  }),
  logout: command({
    audience,
    method: 'DELETE',
    path: '/session',
    access: 'session',
    summary: '退出',
    answer: Done,
  }),
}
