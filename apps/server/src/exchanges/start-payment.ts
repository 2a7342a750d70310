import { failAttempt, keepCredential, recordPoll, credentialContext } from '../flows/payments/end-attempt.ts'
import { openAttempt } from '../flows/payments/open-attempt.ts'
import type { OpenAttempt, OpenedAttempt } from '../flows/payments/open-attempt.ts'
import type { Vault } from '../kernel/secrets.ts'
import {
  isCredentialGood,
  isOpen,
  paymentOver,
  paymentRefused,
  paymentReturnUrlWrong,
  paymentUnknown,
} from '../modules/payment/index.ts'
import type { Attempt } from '../modules/payment/index.ts'
import { checkPayment } from './check-payment.ts'
import { notifyUrlOf, openPort } from './channels/open-port.ts'
import type { ChannelPort, Credential, Kept, Order } from './channels/port.ts'
import type { Parts } from './parts.ts'

export type StartPayment = Omit<OpenAttempt, 'returnUrl'> & { returnUrl?: string | undefined }
export type StartedPayment = { attemptId: string; credential: Credential; expiresAt: Date }

/**
 * Attempt committed, channel asked, credential committed. A crash or silence in between loses nothing: the job of
 * the attempt asks the channel, and the same request again repeats the call with the same number.
 */
export async function startPayment(parts: Parts, input: StartPayment): Promise<StartedPayment> {
  const returnUrl = returnUrlOf(parts, input)
  const opened = await openAttempt(parts, { ...input, returnUrl })
  const { attempt } = opened
  if (!isOpen(attempt)) throw paymentOver({ orderId: input.orderId })

  const port = openPort(parts, opened.account)
  const order = orderOf(parts, opened, { returnUrl, payerIp: input.payerIp })
  const kept = keptOf(parts, attempt) ?? (await prepay(parts, port, { input, attempt, order }))
  const signing = { now: parts.db.clock.now(), nonce: parts.db.random(16).toString('hex') }
  return {
    attemptId: attempt.id,
    credential: port.handOut(kept, order, signing),
    expiresAt: attempt.expiresAt,
  }
}

type Asking = { input: StartPayment; attempt: Attempt; order: Order }

async function prepay(parts: Parts, port: ChannelPort, { input, attempt, order }: Asking): Promise<Kept> {
  const of = { merchantId: input.merchantId, attemptId: attempt.id }
  const outcome = await port.prepay(order)
  if (outcome.kind === 'ok') {
    const after = await keepCredential(parts, { ...of, credential: outcome.value })
    // The customer may have paid, or given up, while the channel was answering.
    if (!isOpen(after)) throw paymentOver({ orderId: input.orderId })
    return outcome.value
  }
  if (outcome.kind === 'unknown') {
    await recordPoll(parts.db, { ...of, error: `${outcome.cause} ${outcome.detail}`, byJob: false })
    throw paymentUnknown({ attemptId: attempt.id })
  }
  if (paidCodes.has(outcome.code)) {
    await checkPayment(parts, of)
    throw paymentOver({ orderId: input.orderId })
  }
  const note = `${outcome.code} ${outcome.message}`.slice(0, 200)
  parts.log.warn({ attemptId: attempt.id, note }, 'the channel refused a payment')
  await failAttempt(parts.db, { ...of, note })
  throw paymentRefused({ channelCode: outcome.code, channelMessage: outcome.message })
}

const paidCodes = new Set(['ORDER_PAID', 'ACQ.TRADE_HAS_SUCCESS'])

/** What the channel gave before, while it is still good (A12). */
function keptOf({ vault, db }: { vault: Vault; db: Parts['db'] }, attempt: Attempt): Kept | undefined {
  if (!attempt.credentialSealed || !isCredentialGood(attempt, db.clock.now())) return undefined
  const plain = vault.open(attempt.credentialSealed, credentialContext(attempt.id))
  return JSON.parse(plain.toString('utf8')) as Kept
}

function orderOf(
  parts: Parts,
  { attempt, order, account, payer, sharesProfit }: OpenedAttempt,
  { returnUrl, payerIp }: { returnUrl: string; payerIp: string | undefined },
): Order {
  const { method, appId, outTradeNo, amountFen, expiresAt: timeExpire } = attempt
  const notifyUrl = notifyUrlOf(parts, account)
  return {
    method,
    appId,
    outTradeNo,
    amountFen,
    title: order.title,
    notifyUrl,
    timeExpire,
    returnUrl,
    payer,
    payerIp,
    sharesProfit,
  }
}

/** Only the path of what was asked for: nobody is sent from a cashier to another site. */
function returnUrlOf({ config }: Parts, { returnUrl = '/h5/' }: StartPayment): string {
  const own = new URL(config.http.publicUrl)
  if (!URL.canParse(returnUrl, own.origin)) throw paymentReturnUrlWrong()
  const asked = new URL(returnUrl, own)
  if (asked.protocol !== 'http:' && asked.protocol !== 'https:') throw paymentReturnUrlWrong()
  return own.origin + asked.pathname + asked.search + asked.hash
}
