import { compactId } from '../../apps/server/src/kernel/ids.ts'
import { customerSession } from '../../apps/server/test/sessions.ts'
import type { Benchmark } from '../harness/benchmark.ts'
import { startApi } from '../http/api.ts'
import { knockAtOnce, visitAtOnce } from '../http/connections.ts'
import type { Ask } from '../http/connections.ts'
import { openChannel } from './channel.ts'
import { checkSettled } from './settle.ts'
import { openShop } from './shop.ts'

const connections = 64

export const paidOrders: Benchmark = {
  name: 'orders',
  about: `complete paid orders, ${connections} customers at once, against the same server saying hello`,
  unit: 'per second',
  reach: 0.02,
  better: 'higher',
  prepare: async (stage) => {
    const channel = await openChannel()
    const api = await startApi(stage, { WECHAT_PAY_BASE_URL: channel.url })
    const shop = await openShop(stage, api.vault)
    channel.answersAs(shop.signed)
    const tokens: string[] = []
    for (let made = 0; made < connections; made++)
      tokens.push((await customerSession(stage.db, api.vault)).token)

    let asked = 0
    const buy = async (say: (one: Ask) => Promise<string>) => {
      const turn = asked++
      const path = `/api/customer/shops/${shop.code}/orders`
      const command = (address: string, body: object): Ask => ({
        method: 'POST',
        path: address,
        headers: {
          authorization: `Bearer ${tokens[turn % connections]}`,
          'idempotency-key': `${process.pid}-${turn}-${address.length}`,
        },
        body: JSON.stringify(body),
      })
      const wanted = { kind: 'card-open', productId: shop.bundleId, quantity: 1 }
      const { id } = JSON.parse(await say(command(path, { lines: [wanted] }))) as { id: string }
      const paying = await say(command(`${path}/${id}/payments`, { method: 'wechat-native' }))
      const { attemptId } = JSON.parse(paying) as { attemptId: string }
      await say(shop.notice(shop.code + compactId(attemptId)))
    }
    return {
      sides: {
        orders: async () => {
          const rate = await visitAtOnce(api.port, { connections, seconds: 4 }, buy)
          await checkSettled(stage, shop)
          return rate
        },
        hello: async () =>
          (
            await knockAtOnce(api.port, { connections, seconds: 2 }, () => ({
              method: 'GET',
              path: '/bench/hello',
            }))
          ).perSecond,
      },
      ratio: ({ orders, hello }) => orders! / hello!,
      close: async () => {
        await api.close()
        channel.close()
      },
    }
  },
}
