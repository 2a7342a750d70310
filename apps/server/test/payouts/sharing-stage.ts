import { addReceiver } from '../../src/exchanges/save-receiver.ts'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { setSharingRule } from '../../src/flows/profit-sharing/save-sharing-rule.ts'
import { timeSharing } from '../../src/work/timer-sharing.ts'
import type { TestDatabase } from '../database.ts'
import { payShop } from '../pay-stage.ts'
import type { PayStage, PayShopOptions, Shop } from '../pay-stage.ts'
import { look } from '../world.ts'

/** Merchants that share what they take over WeChat Pay, a tenth with each receiver. */
export function sharingStage(stage: PayStage, db: TestDatabase) {
  const { parts } = stage
  const share = async (shop: Shop, receivers: readonly string[]) => {
    const of = { channelAccountId: shop.wechatId, name: '甲方公司', basisPoints: 1000 }
    for (const account of receivers) await addReceiver(parts, { ...shop.by(), ...of, account })
    await setSharingRule(db, { ...shop.by(), channelAccountId: shop.wechatId, enabled: true })
  }
  const shareOf = async (id: string) => {
    const [row] = await look<{ state: string }>(db, 'select state from profit_share where id = $1', [id])
    return row!
  }
  const due = async (minutes: number) => {
    db.clock.advance(minutes * 60_000)
    await timeSharing(parts)
    await stage.runJobs()
  }
  return {
    shareOf,
    /** What was paid is asked to be shared; the channel needs a moment for it. */
    begun: () => due(2),
    sharing: async (receivers: readonly string[], options: PayShopOptions = { custody: 'own' }) => {
      const shop = await payShop(stage, db, options)
      await share(shop, receivers)
      return shop
    },
    /** A visit for ¥100. */
    paid: async (shop: Shop) => {
      const lines = [{ kind: 'visit' as const, productId: await shop.single(100_00), quantity: 1 }]
      const { customerId, personId } = shop
      const orderId = await shop.place({ source: 'customer-app', customerId, sellerId: null, lines })
      await startPayment(parts, { ...shop.by(), orderId, method: 'wechat-mini-program', personId })
      const [attempt] = await shop.attempts(orderId)
      await stage.payFor(attempt!)
      await shop.until('it is paid', async () => (await shop.order(orderId)).paidFen > 0n)
      const [row] = await look<{ id: string; outOrderNo: string }>(
        db,
        'select id, out_order_no as "outOrderNo" from profit_share where attempt_id = $1',
        [attempt!.id],
      )
      return { orderId, share: row! }
    },
    shared: async (id: string) => {
      for (let turn = 0; turn < 40 && (await shareOf(id)).state !== 'finished'; turn++) {
        await due(31)
        await new Promise((done) => setTimeout(done, 20))
      }
    },
  }
}
