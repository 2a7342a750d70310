import { refusal } from '../../kernel/refusals.ts'
import type { Provider } from '../channel-account/index.ts'

export const appNotFound = refusal('app.not_found', 404)
export const appIdTaken = refusal('app.id_taken', 409)
export const appSecretRequired = refusal('app.secret_required', 400)
export const appChannelMismatch = refusal('app.channel_mismatch', 400)

export const domainCheckWrong = refusal('app.domain_check_wrong', 400)
export const domainCheckTaken = refusal('app.domain_check_taken', 409)
export const domainCheckKind = refusal('app.domain_check_kind', 409)

/** A mobile app is one that carries our pages and lends them WeChat's library to pay by. */
export type AppKind = 'wechat-mini-program' | 'wechat-official-account' | 'wechat-mobile-app' | 'alipay-app'

/** Whose customers come in through WeChat, which asks for the secret then. */
export const needsSecret = (kind: AppKind): boolean =>
  kind === 'wechat-mini-program' || kind === 'wechat-official-account'

/** The channel that an app of this kind pays by. */
export const providerOf = (kind: AppKind): Provider => (kind === 'alipay-app' ? 'alipay' : 'wechat-pay')
