import { refusal } from '../../kernel/refusals.ts'
import type { Provider } from '../channel-account/index.ts'

export const appNotFound = refusal('app.not_found', 404)
export const appIdTaken = refusal('app.id_taken', 409)
export const appSecretRequired = refusal('app.secret_required', 400)
export const appChannelMismatch = refusal('app.channel_mismatch', 400)

export type AppKind = 'wechat-mini-program' | 'wechat-official-account' | 'alipay-app'

/** The channel that an app of this kind pays by. */
export const providerOf = (kind: AppKind): Provider => (kind === 'alipay-app' ? 'alipay' : 'wechat-pay')
