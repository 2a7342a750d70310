import { ForgedNotification } from '../forged-notification.ts'
import { fenFromYuan } from '../../kernel/money.ts'
import { fromShanghaiPlainTime } from '../shanghai-time.ts'
import { sdkOf, type AlipayAccount } from './account.ts'
import { tradeStates, type AlipayBuyer, type TradeState } from './port.ts'

/**
 * Genuine, but what it says must still be compared: appId, sellerId, number and amount with our order.
 * A partial refund comes with state TRADE_SUCCESS again, so `kind`, not the state, tells what happened.
 */
export type AlipayNotification = {
  notifyId: string
  appId: string
  sellerId: string
  tradeNo: string
  outTradeNo: string
  state: TradeState
  totalFen: bigint
  buyer?: AlipayBuyer
} & AlipayEvent

export type AlipayEvent =
  | { kind: 'payment'; paidAt: Date }
  /**
   * `refundedTotalFen` is cumulative; `outRequestNo` is ours, absent for a refund made in Alipay's
   * console.
   */
  | { kind: 'refund'; refundedTotalFen: bigint; outRequestNo?: string; full: boolean }
  | { kind: 'closed' }
  | { kind: 'waiting' }

type Form = ReadonlyMap<string, string>

/**
 * Verifies and reads one asynchronous notification from the raw body, whatever its Content-Type says
 * (Alipay sends odd ones). Total: gives a notification or throws ForgedNotification. Reply with exactly
 * `success`.
 */
export function openAlipayNotification(account: AlipayAccount, rawBody: Buffer | string): AlipayNotification {
  const form = readForm(rawBody)
  checkSignature(account, form)
  try {
    return readNotification(form)
  } catch (error) {
    if (error instanceof ForgedNotification) throw error
    throw new ForgedNotification('content_malformed', error instanceof Error ? error.message : '')
  }
}

function readForm(rawBody: Buffer | string): Form {
  const pairs = [...new URLSearchParams(rawBody.toString())]
  const form = new Map(pairs)
  // Of two values one would be verified and the other perhaps believed.
  if (form.size !== pairs.length) throw new ForgedNotification('body_malformed', 'repeated field')
  if (!form.get('sign')) throw new ForgedNotification('header_missing', 'sign')
  if (form.get('sign_type') !== 'RSA2') throw new ForgedNotification('header_malformed', 'sign_type')
  return form
}

function checkSignature(account: AlipayAccount, form: Form): void {
  let genuine = false
  try {
    const sdk = sdkOf(account, { gatewayUrl: 'https://unused.invalid', timeout: 1 })
    // Empty fields stay in: they are part of what was signed. V2, as the other one decodes values twice.
    genuine = sdk.checkNotifySignV2(Object.fromEntries(form))
  } catch (error) {
    throw new ForgedNotification('signature_wrong', error instanceof Error ? error.name : '')
  }
  if (!genuine) throw new ForgedNotification('signature_wrong')
}

function readNotification(form: Form): AlipayNotification {
  const status = needed(form, 'trade_status')
  const state = tradeStates.find((candidate) => candidate === status)
  if (!state) throw new ForgedNotification('content_malformed', 'trade_status')
  const buyer = readBuyer(form)
  return {
    notifyId: needed(form, 'notify_id'),
    appId: needed(form, 'app_id'),
    sellerId: needed(form, 'seller_id'),
    tradeNo: needed(form, 'trade_no'),
    outTradeNo: needed(form, 'out_trade_no'),
    state,
    totalFen: fenFromYuan(needed(form, 'total_amount')),
    ...(buyer ? { buyer } : {}),
    ...readEvent(form, state),
  }
}

function readEvent(form: Form, state: TradeState): AlipayEvent {
  const refundedTotalFen = form.get('refund_fee') ? fenFromYuan(needed(form, 'refund_fee')) : 0n
  if (refundedTotalFen > 0n || form.get('gmt_refund')) {
    const outRequestNo = form.get('out_biz_no')
    const full = state === 'TRADE_CLOSED'
    return { kind: 'refund', refundedTotalFen, full, ...(outRequestNo ? { outRequestNo } : {}) }
  }
  if (state === 'TRADE_SUCCESS' || state === 'TRADE_FINISHED') {
    const paidAt = fromShanghaiPlainTime(needed(form, 'gmt_payment'))
    if (!paidAt) throw new ForgedNotification('content_malformed', 'gmt_payment')
    return { kind: 'payment', paidAt }
  }
  return state === 'TRADE_CLOSED' ? { kind: 'closed' } : { kind: 'waiting' }
}

function readBuyer(form: Form): AlipayBuyer | undefined {
  const openId = form.get('buyer_open_id')
  if (openId) return { openId }
  const userId = form.get('buyer_id')
  return userId ? { userId } : undefined
}

function needed(form: Form, name: string): string {
  const value = form.get(name)
  if (!value) throw new ForgedNotification('content_malformed', name)
  return value
}
