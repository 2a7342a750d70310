import { openAttempt } from '../../src/flows/payments/open-attempt.ts'
import { closeAttempt } from '../../src/flows/payments/end-attempt.ts'
import { expireOrder } from '../../src/flows/payments/expire-order.ts'
import { matchNotices } from '../../src/flows/payments/match-notices.ts'
import { recordRefund } from '../../src/flows/payments/record-refund.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { newKey } from '../world.ts'
import type { Pair } from './pair.ts'
import { appId, sellerId } from './shelf.ts'
import type { Told } from './sums.ts'

export async function attempt(pair: Pair): Promise<void> {
  const { sums, ids, w, random } = pair
  if (sums.orders.length === 0) return
  const index = pair.choose(sums.orders, ({ state }) => state === 'pending')
  const method = random.pick(['alipay-page', 'alipay-wap'] as const)
  const request = { ...w.by(), orderId: ids.orders[index]!, method, returnUrl: 'https://example.com/' }
  const place = sums.attempt(index, method)
  let opened: string | undefined
  await pair.both(place !== undefined, async () => {
    opened = (await openAttempt(w, request)).attempt.id
    return opened
  })
  // An answer to the same again depends on whether the order can still be paid.
  pair.forget()
  if (place !== undefined) ids.attempts[place] = opened!
}

/** The channel tells of a payment: of any there ever was, any number of times, early, late, or of another amount. */
export async function notice(pair: Pair, kind: 'right' | 'wrong' | 'early'): Promise<void> {
  const { sums, ids, w, shelf } = pair
  if (sums.attempts.length === 0) return
  const index = pair.choose(sums.attempts, ({ state }) => state !== 'succeeded')
  const { order } = sums.attempts[index]!
  const id = ids.attempts[index]!
  const { rows } = await w.db.owner.query<{ number: string }>(
    'select out_trade_no as number from payment_attempt where merchant_id = $1 and id = $2',
    [w.merchantId, id],
  )
  const outTradeNo = rows[0]!.number
  const payment = {
    outTradeNo,
    transactionNo: `4200${id}`,
    merchantNumber: sellerId,
    appId,
    totalFen: BigInt(sums.orders[order]!.amount) + (kind === 'wrong' ? 1n : 0n),
    currency: 'CNY',
    paidAt: w.db.clock.now().toISOString(),
  }
  const input = { merchantId: w.merchantId, channelAccountId: shelf.accountId, payment }
  if (kind === 'early')
    await hidden(pair, id, outTradeNo, () => settlePayment(w, { ...input, noticeKey: newKey() }))
  const noticeKey = newKey()
  const settled =
    kind === 'early' ? await matchNotices(w, w.merchantId) : await settlePayment(w, { ...input, noticeKey })
  if (kind === 'wrong') {
    if (settled !== 'mismatched') throw new Error(`a wrong amount was ${JSON.stringify(settled)}`)
    return
  }
  if (pair.random.below(3) === 0) await settlePayment(w, { ...input, noticeKey })
  sums.paidByChannel(sums.attempts[index]!)
  await pair.findCards()
  await pair.findRefunds()
}

/** While its number is another, it is as if the attempt were not committed yet. */
async function hidden(pair: Pair, id: string, number: string, work: () => Promise<unknown>): Promise<void> {
  const { w } = pair
  const rename = (to: string) =>
    w.db.owner.query('update payment_attempt set out_trade_no = $3 where merchant_id = $1 and id = $2', [
      w.merchantId,
      id,
      to,
    ])
  await rename(`${number.slice(0, -1)}${number.endsWith('0') ? '1' : '0'}`)
  const outcome = await work()
  if (outcome !== 'unmatched') throw new Error(`a notice of what is not there was ${String(outcome)}`)
  await rename(number)
}

/** The time is over and the channel has closed every attempt, though it may still tell of money later. */
export async function giveUp(pair: Pair): Promise<void> {
  const { sums, ids, w } = pair
  if (sums.orders.length === 0) return
  const index = pair.choose(sums.orders, ({ state }) => state === 'pending')
  const { merchantId } = w
  for (const [place, { order, state }] of sums.attempts.entries()) {
    if (order !== index || state !== 'open') continue
    await closeAttempt(w.db, { merchantId, attemptId: ids.attempts[place]!, note: '已关闭' })
  }
  await expireOrder(w.db, { merchantId, orderId: ids.orders[index]!, harmless: [] })
  sums.giveUp(index)
}

export async function refundNotice(pair: Pair): Promise<void> {
  const { sums, ids, w, shelf, random } = pair
  if (ids.refunds.length === 0) return
  const index = pair.choose(sums.refunds, ({ state: at }) => at !== 'succeeded')
  const refund = sums.refunds[index]!
  const state = random.pick<Told>(['SUCCESS', 'SUCCESS', 'SUCCESS', 'PROCESSING', 'CLOSED', 'ABNORMAL'])
  const isRight = random.below(5) > 0
  const { rows } = await w.db.owner.query<{ number: string }>(
    'select out_refund_no as number from refund where merchant_id = $1 and id = $2',
    [w.merchantId, ids.refunds[index]],
  )
  const answer = { state, refundFen: BigInt(refund.amount) + (isRight ? 0n : 1n) }
  const told = { channelAccountId: shelf.accountId, noticeKey: newKey() }
  const input = { merchantId: w.merchantId, outRefundNo: rows[0]!.number, answer, notice: told }
  await recordRefund(w.db, input)
  sums.refundTold(refund, state, isRight)
  if (random.below(3) === 0) await recordRefund(w.db, input)
}
