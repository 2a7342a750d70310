import { ApiError, createClient, type Sent } from '@sesame/contract/client.ts'
import { newKey } from './key'
import { forgetToken, tokenOf, type Who } from './session'
import { send } from './transport'

function clientOf(who: Who) {
  return createClient({
    baseUrl: API_BASE,
    token: () => tokenOf(who) || undefined,
    language: () => 'zh-CN',
    newKey,
    transport: (sent) => sendAs(who, sent),
  })
}

export const customer = clientOf('customer')
export const staff = clientOf('staff')

/** A refused session is forgotten at once, so that the next page asks to sign in. */
async function sendAs(who: Who, sent: Sent) {
  const received = await send(sent).catch(() => {
    throw new ApiError(0, { code: 'client.offline', message: '网络不通，请稍后再试' })
  })
  if (received.status === 401 && tokenOf(who) !== '') forgetToken(who)
  if (received.status >= 400 && (received.body === undefined || received.body === null)) {
    throw new ApiError(received.status, { code: 'client.no_answer', message: '服务暂时不可用，请稍后再试' })
  }
  return received
}
