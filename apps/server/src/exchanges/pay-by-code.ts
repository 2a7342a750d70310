import { failAttempt, recordPoll } from '../flows/payments/end-attempt.ts'
import { openBarcode } from '../flows/payments/open-barcode.ts'
import type { OpenBarcode, OpenedBarcode } from '../flows/payments/open-barcode.ts'
import { settlePayment } from '../flows/payments/settle-payment.ts'
import { barcodeUnknown, isOpen, paymentRefused, providerOfCode } from '../modules/payment/index.ts'
import { openBarcodePort } from './channels/barcode-port.ts'
import type { CodeAnswer } from './channels/barcode-port.ts'
import { notifyUrlOf } from './channels/open-port.ts'
import type { Patience } from './channels/open-port.ts'
import { checkPayment } from './check-payment.ts'
import type { Parts } from './parts.ts'

export type PayByCode = Omit<OpenBarcode, 'provider'> & { authCode: string; terminalIp: string }

/** Banks are slower to say yes than anything else. */
const payingTimeoutMilliseconds = 10_000

/**
 * Takes a payment by the code on the customer's phone. The code is sent once under a number of its own and forgotten;
 * whoever repeats the request asks about that number. Refuses when the channel declined; else it is paid, or waits for
 * the customer, as its attempt then shows, whose id is answered.
 */
export async function payByCode(
  parts: Parts,
  input: PayByCode,
  patience: Patience = { timeoutMilliseconds: payingTimeoutMilliseconds },
): Promise<string> {
  const { authCode, terminalIp, ...intent } = input
  const provider = providerOfCode(authCode)
  if (!provider) throw barcodeUnknown()
  const opened = await openBarcode(parts, { ...intent, provider })
  const of = { merchantId: input.merchantId, attemptId: opened.attempt.id }
  if (!opened.isNew) {
    if (isOpen(opened.attempt)) await checkPayment(parts, of)
    return of.attemptId
  }
  const port = openBarcodePort(parts, opened, patience)
  const answer = await port.pay({ ...orderOf(parts, opened), authCode, terminalIp })
  await commit(parts, of, opened, answer)
  return of.attemptId
}

function orderOf(parts: Parts, { attempt, order, account }: OpenedBarcode) {
  const { method, appId, outTradeNo, amountFen, expiresAt: timeExpire } = attempt
  const notifyUrl = notifyUrlOf(parts, account)
  const storeId = order.storeId ?? order.number
  return { method, appId, outTradeNo, amountFen, timeExpire, notifyUrl, title: order.title, storeId }
}

async function commit(
  parts: Parts,
  of: { merchantId: string; attemptId: string },
  { attempt }: OpenedBarcode,
  answer: CodeAnswer,
): Promise<void> {
  switch (answer.kind) {
    case 'paid': {
      const { merchantId } = of
      const { channelAccountId } = attempt
      const outcome = await settlePayment(parts, { merchantId, channelAccountId, payment: answer.payment })
      parts.log.info({ outTradeNo: attempt.outTradeNo, outcome }, 'a code paid')
      return
    }
    case 'waiting':
      await recordPoll(parts.db, { ...of, error: null, byJob: false })
      return
    case 'unknown':
      await recordPoll(parts.db, { ...of, error: answer.detail.slice(0, 200), byJob: false })
      return
    case 'declined': {
      const note = `${answer.code} ${answer.message}`.slice(0, 200)
      parts.log.warn({ attemptId: of.attemptId, note }, 'the channel refused a payment code')
      await failAttempt(parts.db, { ...of, note })
      throw paymentRefused({ channelCode: answer.code, channelMessage: answer.message })
    }
  }
}
