import { openChannelTest, testAmountFen } from '../flows/money/open-channel-test.ts'
import type { OpenChannelTest } from '../flows/money/open-channel-test.ts'
import type { Fen } from '../kernel/money.ts'
import type { Parts } from './parts.ts'
import { startPayment } from './start-payment.ts'

export type TestPayment = { orderId: string; codeUrl: string | null; pageUrl: string | null; amountFen: Fen }

/** One fen over this account, as a code to scan or a page to open; once paid it goes back by itself. */
export async function testPayment(parts: Parts, input: OpenChannelTest): Promise<TestPayment> {
  const { orderId, provider } = await openChannelTest(parts.db, input)
  const { merchantId, key, actor, channelAccountId } = input
  const method = provider === 'alipay' ? 'alipay-page' : 'wechat-native'
  const started = await startPayment(parts, { merchantId, key, actor, orderId, method, channelAccountId })
  const { credential } = started
  return {
    orderId,
    codeUrl: credential.kind === 'qr' ? credential.codeUrl : null,
    pageUrl: credential.kind === 'redirect' ? credential.url : null,
    amountFen: testAmountFen,
  }
}
