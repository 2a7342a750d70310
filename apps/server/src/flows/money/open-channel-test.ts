import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { fen } from '../../kernel/money.ts'
import { openOrder } from '../../lines/pipeline.ts'
import { channelDisabled, getChannelAccount } from '../../modules/channel-account/index.ts'
import type { Provider } from '../../modules/channel-account/index.ts'

export type OpenChannelTest = {
  merchantId: string
  key: string
  actor: Actor
  staffId: string
  channelAccountId: string
}

const minutes = 15
export const testAmountFen = fen(1)

/** An order of one fen, to be paid over one account and refunded by itself. */
export async function openChannelTest(
  db: Db,
  input: OpenChannelTest,
): Promise<{ orderId: string; provider: Provider }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'open-channel-test', input, async () => {
      const account = await getChannelAccount(tx, input.channelAccountId)
      if (!account.enabled) throw channelDisabled({ channelAccountId: account.id })
      const line = {
        kind: 'channel-test' as const,
        productId: null,
        name: '支付渠道测试',
        quantity: 1,
        unitPriceFen: testAmountFen,
        amountFen: testAmountFen,
        cardId: null,
        terms: {},
      }
      const draft = {
        source: 'channel-test' as const,
        customerId: null,
        sellerId: input.staffId,
        storeId: null,
        expiresAt: new Date(tx.now.getTime() + minutes * 60_000),
        lines: [line],
      }
      const order = await openOrder(tx, draft, input.actor)
      return { orderId: order.id, provider: account.provider }
    }),
  )
}
