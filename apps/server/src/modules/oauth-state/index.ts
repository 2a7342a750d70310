export { forgetOauthStates } from './forget.ts'
export { oauthStateWrong, returnUrl } from './rules.ts'
export { insertOauthState, useOauthState } from './store.ts'
export type { OauthState } from './store.ts'
