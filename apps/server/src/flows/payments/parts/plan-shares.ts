import type { Tx } from '../../../kernel/db.ts'
import { compactId } from '../../../kernel/ids.ts'
import { portion } from '../../../kernel/money.ts'
import type { ChannelAccount } from '../../../modules/channel-account/index.ts'
import type { NewAttempt, PaymentMethod } from '../../../modules/payment/index.ts'
import { insertShares, rulesInForce } from '../../../modules/profit-sharing/index.ts'

/** Those that the channel is told of before they are paid. */
const shareable: ReadonlySet<PaymentMethod> = new Set([
  'wechat-mini-program',
  'wechat-jsapi',
  'wechat-app',
  'wechat-h5',
  'wechat-native',
])

/**
 * An attempt into an account whose takings are shared is told to the channel as such: only then can it be shared
 * once it has paid. Written with the attempt, so that its number is never said with two meanings.
 */
export async function planShares(
  tx: Tx,
  attempts: readonly NewAttempt[],
  { accounts, code }: { accounts: ReadonlyMap<string, ChannelAccount>; code: string },
): Promise<void> {
  const able = attempts.filter(
    ({ method, channelAccountId }) =>
      shareable.has(method) && accounts.get(channelAccountId)!.subMerchantNumber === null,
  )
  if (able.length === 0) return
  const rules = await rulesInForce(tx, [...new Set(able.map(({ channelAccountId }) => channelAccountId))])
  const shares = able
    .filter(({ channelAccountId, amountFen }) => portion(amountFen, rules.get(channelAccountId) ?? 0) > 0n)
    .map(({ id: attemptId, channelAccountId }) => {
      const id = tx.newId()
      const { custody } = accounts.get(channelAccountId)!
      return { id, attemptId, channelAccountId, custody, outOrderNo: code + compactId(id) }
    })
  await insertShares(tx, shares)
}
