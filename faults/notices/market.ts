import { buildApp } from '../../apps/server/src/http/app.ts'
import { addApp } from '../../apps/server/src/flows/money/save-app.ts'
import { grantedAccount } from '../../apps/server/test/operator-accounts.ts'
import { openPool } from '../../apps/server/src/kernel/db.ts'
import { migrationNames } from '../../apps/server/src/main/migrate.ts'
import { runWorker } from '../../apps/server/src/work/run-worker.ts'
import { testCompose } from '../../apps/server/test/http.ts'
import { world } from '../../apps/server/test/world.ts'
import { machineClock, openStage } from '../harness/stage.ts'
import { openChannel } from './channel.ts'
import type { Told } from './channel.ts'

const appId = 'wx000000000storm0'

/** A merchant who takes WeChat Pay at a channel of ours, the api that hears it, and a worker. */
export type Market = Awaited<ReturnType<typeof openMarket>>

export async function openMarket(template?: string) {
  const stage = await openStage({ clock: machineClock, durable: false, template })
  const channel = await openChannel(appId)
  const parts = testCompose(stage.db, { vault: stage.vault })
  parts.config.wechatPay.baseUrl = channel.address
  const app = await buildApp(parts, migrationNames())
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  parts.config.http.publicUrl = address

  const newShop = async () => {
    const w = await world(stage.db, stage.vault)
    const channelAccountId = await grantedAccount(parts, {
      merchantId: w.merchantId,
      name: '微信支付',
      keys: channel.keys,
    })
    await addApp(parts, {
      ...w.by(),
      kind: 'wechat-official-account',
      name: '公众号',
      appId,
      secret: 's'.repeat(32),
      channelAccountId,
      templates: [],
    })
    const goods = await w.single(12_50, { sells: 'goods' })
    const newOrder = async () =>
      w.place({
        source: 'customer-app',
        customerId: await w.customer(),
        sellerId: null,
        lines: [{ kind: 'goods', productId: goods, quantity: 1 }],
      })
    return { ...w, channelAccountId, newOrder }
  }
  const deliver = async (path: string, { headers, body }: Told): Promise<number> => {
    const type = { 'content-type': 'application/json' }
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { ...type, ...headers },
      body,
    })
    await answer.arrayBuffer()
    return answer.status
  }
  const queue = openPool(stage.db.url, {
    role: 'sesame_queue',
    max: 4,
    statementSeconds: 30,
    plainTypes: true,
  })
  const worker = await runWorker(parts, { queue, concurrency: 4, pollMilliseconds: 500 })
  return {
    stage,
    channel,
    parts,
    newShop,
    deliver,
    close: async () => {
      await worker.stop()
      await Promise.all([app.close(), channel.close(), queue.end()])
      await stage.close()
    },
  }
}

export type MarketShop = Awaited<ReturnType<Market['newShop']>>
