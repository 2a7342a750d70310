import { applyAbnormalRefund } from '../channels/wechat-pay/abnormal-refund.ts'
import type { AbnormalRefund } from '../channels/wechat-pay/abnormal-refund.ts'
import { blockRefund, postponeRefund, recordRefund } from '../flows/payments/record-refund.ts'
import { beginTurning, findTurning } from '../flows/payments/turn-refund.ts'
import type { TurnRefund } from '../flows/payments/turn-refund.ts'
import { openKeys, wechatPayAccountOf } from '../modules/channel-account/index.ts'
import { wechatAddressOf } from './channels/open-port.ts'
import { wechatRefundOf } from './channels/wechat.ts'
import type { Parts } from './parts.ts'

type Turn = Omit<TurnRefund, 'to' | 'tail'> & { to: AbnormalRefund['to'] }

/**
 * An abnormal refund is paid to the customer's bank card, or to the merchant, who pays the customer by hand. The card's
 * number goes to the channel, sealed, and is kept nowhere; so after silence the channel is asked, and a person may try
 * again.
 */
export async function turnRefund(parts: Parts, { to, ...by }: Turn): Promise<{ orderId: string }> {
  const tail = to.kind === 'bank-card' ? to.account.slice(-4) : undefined
  const begun = await beginTurning(parts.db, { ...by, to: to.kind, tail })
  const turning = await findTurning(parts.db, { ...by, to: to.kind })
  if (turning) await apply(parts, { ...by, to, turning })
  return begun
}

type Applied = Turn & { turning: NonNullable<Awaited<ReturnType<typeof findTurning>>> }

async function apply(parts: Parts, { merchantId, refundId, to, turning }: Applied): Promise<void> {
  const { refund, account } = turning
  const keys = openKeys(parts.vault, account)
  if (keys.provider !== 'wechat-pay') return
  const { outRefundNo, channelRefundNo } = refund
  const own = wechatPayAccountOf(keys, account.certificates)
  const asked = { refundId: channelRefundNo!, outRefundNo, to }
  const outcome = await applyAbnormalRefund(own, wechatAddressOf(parts, { account, keys }), asked)
  const of = { merchantId, refundId }
  if (outcome.kind === 'ok') {
    const answer = wechatRefundOf(outcome.value)
    await recordRefund(parts.db, { merchantId, outRefundNo, answer })
  } else if (outcome.kind === 'refused') {
    await blockRefund(parts.db, { ...of, problem: `${outcome.code} ${outcome.message}`.slice(0, 200) })
  } else {
    await postponeRefund(parts.db, { ...of, problem: `${outcome.cause} ${outcome.detail}`.slice(0, 200) })
  }
}
