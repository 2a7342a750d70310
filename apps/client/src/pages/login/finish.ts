import Taro from '@tarojs/taro'
import { finishOauth, type OauthProvider } from '../../api/login'
import { keep, kept } from '../../platform'
import { goBack } from '../../shared/go'
import { currentShop } from '../../shared/shop'

const place = 'sesame.after-login'

export type OauthAnswer = { provider: OauthProvider; code: string; state: string }

/** What WeChat (`code`) or Alipay (`auth_code`) put into the address when sending the browser back. */
export function oauthAnswerOf(params: Record<string, string | undefined>): OauthAnswer | undefined {
  const { state } = params
  if (state === undefined) return undefined
  if (params.auth_code !== undefined) return { provider: 'alipay', code: params.auth_code, state }
  if (params.code !== undefined) return { provider: 'wechat', code: params.code, state }
  return undefined
}

export async function finishLogin(answer: OauthAnswer, key: string): Promise<void> {
  await finishOauth(currentShop(), answer, key)
}

/** The page that asked to sign in is gone when the browser comes back from the authorisation: it is kept. */
export function rememberAskingPage(): void {
  const asking = Taro.getCurrentPages().at(-2) as { $taroPath?: string } | undefined
  const path = asking?.$taroPath?.replace(/([?&])(?:stamp|\$taroTimestamp)=\d+&?/g, '$1').replace(/[?&]$/, '')
  keep(place, path ?? '')
}

export function goBackAfterLogin(): void {
  const path = kept(place)
  keep(place, '')
  if (path === '') return goBack('me')
  const url = path.startsWith('/') ? path : `/${path}`
  Taro.redirectTo({ url }).catch(() => Taro.switchTab({ url: url.split('?')[0] ?? url }))
}
