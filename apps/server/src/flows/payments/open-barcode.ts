import { contentHash } from '../../kernel/canonical.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { compactId } from '../../kernel/ids.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { enqueuePoll } from '../../jobs/payment-jobs.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount, Provider } from '../../modules/channel-account/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import { checkPending, findOrder, lockOrder } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import {
  barcodeWaitMilliseconds,
  barcodeWaiting,
  findAttempt,
  insertAttempt,
  isBarcode,
  listDefaults,
  markAttempt,
  nextBarcodePoll,
  openAttemptsOf,
} from '../../modules/payment/index.ts'
import type { Attempt, PaymentMethod } from '../../modules/payment/index.ts'
import { chooseRoute } from './parts/choose-route.ts'
import type { Route } from './parts/choose-route.ts'

/** The code itself stays outside: nothing of it is kept, not even a hash. */
export type OpenBarcode = {
  merchantId: string
  key: string
  actor: Actor
  orderId: string
  provider: Provider
}

export type OpenedBarcode = {
  attempt: Attempt
  order: SaleOrder
  account: ChannelAccount
  /** Only who opened it may send the code: whoever comes again with the same key asks what became of it. */
  isNew: boolean
}

/** The number is committed, and a job that asks about it and takes it back in the end, before the code is used. */
export async function openBarcode(
  { db, vault }: { db: Db; vault: Vault },
  input: OpenBarcode,
): Promise<OpenedBarcode> {
  return inMerchant(db, input.merchantId, async (tx) => {
    let isNew = false
    const { attemptId } = await once(tx, 'open-barcode', input, async () => {
      isNew = true
      return openOnce(tx, vault, input)
    })
    const attempt = (await findAttempt(tx, attemptId))!
    const order = (await findOrder(tx, input.orderId))!
    return { attempt, order, account: await getChannelAccount(tx, attempt.channelAccountId), isNew }
  })
}

async function openOnce(tx: Tx, vault: Vault, input: OpenBarcode): Promise<{ attemptId: string }> {
  const order = await lockOrder(tx, input.orderId)
  checkPending(order, tx.now)
  // What is being taken back is in nobody's way: it can't become a payment any more.
  const open = await openAttemptsOf(tx, order.id)
  const waiting = open.find((attempt) => isBarcode(attempt) && attempt.reversals === 0)
  if (waiting) throw barcodeWaiting({ attemptId: waiting.id })

  const method = await methodOf(tx, input.provider)
  const route = await chooseRoute(tx, vault, { method, personId: undefined })
  const merchant = await findMerchant(tx, tx.merchantId)
  const id = tx.newId()
  const attempt = await insertAttempt(tx, {
    id,
    orderId: order.id,
    channelAccountId: route.account.id,
    method,
    appId: route.appId,
    outTradeNo: merchant!.code + compactId(id),
    amountFen: order.totalFen,
    requestHash: hashOf(order, method, route),
    expiresAt: untilOf(order, tx.now),
  })
  await markAttempt(tx, attempt, 'paying')
  await enqueuePoll(tx, {
    merchantId: tx.merchantId,
    attemptId: id,
    runAt: nextBarcodePoll(0, tx.now),
  })
  return { attemptId: id }
}

/** WeChat Pay opens its newer interface to some merchants only: who has it says so by choosing an account for it. */
async function methodOf(tx: Tx, provider: Provider): Promise<PaymentMethod> {
  if (provider === 'alipay') return 'alipay-barcode'
  const chosen = (await listDefaults(tx)).some(({ method }) => method === 'wechat-codepay')
  return chosen ? 'wechat-codepay' : 'wechat-barcode'
}

function untilOf(order: SaleOrder, now: Date): Date {
  const until = new Date(now.getTime() + barcodeWaitMilliseconds)
  return order.expiresAt !== null && order.expiresAt < until ? order.expiresAt : until
}

function hashOf(order: SaleOrder, method: PaymentMethod, { account, appId }: Route): string {
  const { id: orderId, totalFen: amountFen } = order
  return contentHash({ orderId, amountFen, method, channelAccountId: account.id, appId }).toString('hex')
}
