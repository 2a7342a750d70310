import { alipayAuthorizeUrl } from '../../channels/alipay/authorize-url.ts'
import { wechatAuthorizeUrl } from '../../channels/wechat-open/login.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { appNotFound, listApps } from '../../modules/app/index.ts'
import {
  insertOauthState,
  oauthStateWrong,
  returnUrl,
  useOauthState,
} from '../../modules/oauth-state/index.ts'

type Provider = 'wechat' | 'alipay'
export type OauthParts = {
  db: Db
  config: {
    http: { publicUrl: string }
    wechatOpen: { connectUrl: string }
    alipay: { authorizeUrl: string }
  }
}

const kinds = { wechat: 'wechat-official-account', alipay: 'alipay-app' } as const

/** Where to send this browser to be authorised (A10, A11). It comes back to `returnTo` with a code and our state. */
export async function startOauth(
  { db, config }: OauthParts,
  input: { merchantId: string; provider: Provider; returnTo: string; browser: string },
): Promise<{ url: string }> {
  const { merchantId, provider, browser } = input
  const redirectUrl = returnUrl(config.http.publicUrl, input.returnTo)
  return inMerchant(db, merchantId, async (tx) => {
    const app = (await listApps(tx)).find((one) => one.kind === kinds[provider])
    if (!app) throw appNotFound({ kind: kinds[provider] })
    const { appId } = app
    const state = await insertOauthState(tx, { merchantId, provider, appId, browser, returnTo: redirectUrl })
    const url =
      provider === 'wechat'
        ? wechatAuthorizeUrl(config.wechatOpen.connectUrl, {
            appId,
            redirectUrl,
            scope: 'snsapi_base',
            state,
          })
        : alipayAuthorizeUrl(config.alipay.authorizeUrl, { appId, redirectUrl, scope: 'auth_base', state })
    return { url }
  })
}

/** Checks that it is this browser which went out, for this shop and channel; spends the state. Answers the app. */
export async function comeBack(
  db: Db,
  input: { merchantId: string; provider: Provider; state: string; browser: string },
): Promise<{ appId: string }> {
  const { merchantId, provider, state: word, browser } = input
  return inMerchant(db, merchantId, async (tx) => {
    const state = await useOauthState(tx, { word, browser })
    if (state?.merchantId !== merchantId || state.provider !== provider) throw oauthStateWrong()
    return { appId: state.appId }
  })
}
