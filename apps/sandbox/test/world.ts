import { startSandbox } from '../src/start.ts'
import type { Sandbox, SandboxOptions } from '../src/start.ts'
import { alipayClient, control, openInbox, wechatPayClient } from './client.ts'
import type { Json } from './client.ts'

let count = 0
/** A number nobody has used. */
export const newNumber = (letter = 'T'): string => `${letter}${String(++count).padStart(9, '0')}`

/** One sandbox with a customer, a merchant at each provider, and a notify address. */
export async function openWorld(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({ dataFile: ':memory:', retryFactor: 0.001, ...options })
  const ask = (call: string, body?: unknown): Promise<Json> => control(sandbox, call, body)
  const person = await ask('POST /api/people', { name: '王小明', mobile: '13800000001' })
  const app = await ask('POST /api/wechat-open/apps', { kind: 'mini-program' })
  const appId = String(app['appId'])
  const [merchant, alipayApp] = await Promise.all([
    ask('POST /api/wechat-pay/merchants', { appid: appId, name: '小鱼游泳馆' }),
    ask('POST /api/alipay/apps', { name: '小鱼游泳馆' }),
  ])
  const openid = String((await ask(`GET /api/identity?appId=${appId}&person=${person['id']}`))['openid'])
  const buyer = await ask(`GET /api/identity?appId=${alipayApp['appId']}&person=${person['id']}`)
  let answerOf = (_count: number): { status: number; body?: string } => ({ status: 200, body: 'success' })
  const inbox = await openInbox((received) => answerOf(received))

  return {
    sandbox,
    ask,
    person,
    app,
    appId,
    merchant,
    alipayApp,
    openid,
    buyerOpenId: String(buyer['openid']),
    inbox,
    pay: wechatPayClient(sandbox, merchant),
    alipay: alipayClient(sandbox, alipayApp),
    answer: (next: typeof answerOf) => void (answerOf = next),
    fault: (provider: string, fault: string, more: Json = {}) =>
      ask('PUT /api/faults', { provider, fault, count: 1, ...more }),
    /** The body of an order at WeChat Pay. */
    order: (outTradeNo: string, more: Json = {}): Json => ({
      appid: appId,
      mchid: merchant['mchid'],
      description: '十次游泳卡',
      out_trade_no: outTradeNo,
      notify_url: inbox.url,
      amount: { total: 29900, currency: 'CNY' },
      ...more,
    }),
    forget: async () => {
      inbox.received.length = 0
      answerOf = () => ({ status: 200, body: 'success' })
      await ask('DELETE /api/faults')
      await ask('PUT /api/clock', { now: null })
    },
    close: async () => {
      await sandbox.close()
      await inbox.close()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
export type { Sandbox }

/** A native order that has been paid; the notice of it has come. */
export async function paidOrder(world: World, totalFen = 29900): Promise<string> {
  const outTradeNo = newNumber()
  const amount = { total: totalFen, currency: 'CNY' }
  await world.pay('POST', '/v3/pay/transactions/native', world.order(outTradeNo, { amount }))
  await world.ask('POST /api/pay', { provider: 'wechat-pay', outTradeNo, outcome: 'success' })
  return outTradeNo
}
