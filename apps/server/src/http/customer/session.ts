import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sessionRoutes } from '@sesame/contract/customer-session'
import { enterByAlipay } from '../../exchanges/enter-by-alipay.ts'
import { enterByMiniProgram, enterByOfficialAccount } from '../../exchanges/enter-by-wechat.ts'
import { sendOneTimeCode } from '../../exchanges/send-one-time-code.ts'
import { describeCustomer, renamePerson } from '../../flows/access/describe-customer.ts'
import { logOut } from '../../flows/access/end-session.ts'
import { bindOwnMobile, enterByMobile } from '../../flows/access/enter.ts'
import { findCaller } from '../../flows/access/find-caller.ts'
import { comeBack, startOauth } from '../../flows/access/oauth.ts'
import { unauthorized } from '../../modules/access/index.ts'
import { newToken } from '../../modules/session/index.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'
import { cookieName, keepInCookie, tokenOf } from '../sessions.ts'

/** How customers come in: by mobile, WeChat or Alipay. What a channel calls them stays here. */
export function session(app: FastifyInstance, compose: Compose): void {
  const find = async (token: string | undefined) => {
    const caller = token === undefined ? undefined : await findCaller(compose.db, 'customer', token)
    return caller?.kind === 'customer' ? caller : undefined
  }
  const loggedIn = async (token: string) => {
    const caller = await find(token)
    if (!caller) throw unauthorized()
    return { token, me: await describeCustomer(compose, caller) }
  }
  const currentOf = (request: FastifyRequest) => find(tokenOf(compose, request, 'customer'))

  serve(app, sessionRoutes.sendCode, async ({ body }) => sendOneTimeCode(compose, body))
  serve(app, sessionRoutes.loginByMobile, async ({ body, ip, agent }) => {
    const { token } = await enterByMobile(compose, { ...body, ip, agent })
    return loggedIn(token)
  })
  serve(app, sessionRoutes.loginByMiniProgram, async ({ body, shop, ip, agent, raw }) => {
    const visit = { merchantId: shop.merchantId, current: await currentOf(raw.request), ip, agent }
    const { token } = await enterByMiniProgram(compose, { ...body, ...visit })
    return loggedIn(token)
  })
  serve(app, sessionRoutes.loginByAlipay, async ({ body, shop, ip, agent, raw }) => {
    const visit = { merchantId: shop.merchantId, current: await currentOf(raw.request), ip, agent }
    const { token } = await enterByAlipay(compose, { ...body, ...visit })
    return loggedIn(token)
  })

  serve(app, sessionRoutes.startOauth, async ({ body, shop, raw }) =>
    startOauth(compose, { ...body, merchantId: shop.merchantId, browser: browserOf(compose, raw) }),
  )
  serve(app, sessionRoutes.finishOauth, async ({ body, shop, ip, agent, raw }) => {
    const { provider, code, state } = body
    const { merchantId } = shop
    const browser = raw.request.cookies[cookieName(compose, 'browser')] ?? ''
    const { appId } = await comeBack(compose.db, { merchantId, provider, state, browser })
    const visit = { merchantId, appId, code, current: await currentOf(raw.request), ip, agent }
    const entered =
      provider === 'wechat' ? enterByOfficialAccount(compose, visit) : enterByAlipay(compose, visit)
    return loggedIn((await entered).token)
  })

  serve(app, sessionRoutes.bindMobile, async ({ body, caller, raw }) => {
    await bindOwnMobile(compose, { caller, ...body })
    return loggedIn(tokenOf(compose, raw.request, 'customer')!)
  })
  serve(app, sessionRoutes.me, async ({ caller }) => describeCustomer(compose, caller))
  serve(app, sessionRoutes.rename, async ({ caller, body }) => renamePerson(compose, { caller, ...body }))
  serve(app, sessionRoutes.logout, async ({ caller }) => {
    await logOut(compose.db, caller)
    return { done: true }
  })
}

const browserPattern = /^[A-Za-z0-9_-]{43}$/

/** What a state is bound to. Kept when there is one, so that two tabs can go out at the same time. */
function browserOf(compose: Compose, raw: { request: FastifyRequest; reply: FastifyReply }): string {
  const known = raw.request.cookies[cookieName(compose, 'browser')]
  const value = known !== undefined && browserPattern.test(known) ? known : newToken(compose.db.random)
  keepInCookie(compose, raw.reply, { name: 'browser', value, seconds: 3600 })
  return value
}
