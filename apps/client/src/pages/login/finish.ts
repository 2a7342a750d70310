import { finishOauth, type OauthProvider } from '../../api/login'
import { currentShop } from '../../shared/shop'

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
