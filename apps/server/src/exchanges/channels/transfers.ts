import assert from 'node:assert/strict'
import { createAlipayTransfers } from '../../channels/alipay/transfer.ts'
import type { AlipayTransfer } from '../../channels/alipay/transfer.ts'
import type { Found, Outcome } from '../../channels/outcome.ts'
import { createWechatTransfers } from '../../channels/wechat-pay/transfer.ts'
import type { WechatTransfer } from '../../channels/wechat-pay/transfer.ts'
import { alipayAccountOf, openKeys, wechatPayAccountOf } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import type { Payout, PayoutAnswer } from '../../modules/payout/index.ts'
import { buyerOf } from '../../modules/person/index.ts'
import type { Parts } from '../parts.ts'
import { notifyUrlOf, wechatAddressOf } from './open-port.ts'

/** Money to a person, in one form for both channels; what differs between them ends here. */
export type TransferPort = {
  send(): Promise<Outcome<PayoutAnswer>>
  query(): Promise<Found<PayoutAnswer>>
  /** Asks for it back; only a query tells whether it came. */
  cancel(): Promise<void>
}

export function openTransfers(parts: Parts, account: ChannelAccount, payout: Payout): TransferPort {
  const keys = openKeys(parts.vault, account)
  if (keys.provider === 'alipay') {
    const address = { gatewayUrl: parts.config.alipay.gatewayUrl }
    const port = createAlipayTransfers(alipayAccountOf(keys), address, () => parts.db.clock.now())
    return {
      send: async () =>
        mapped(await port.transfer({ ...orderOf(parts, payout), sceneName: '佣金报酬' }), ofAlipay),
      query: async () => mapped(await port.queryTransfer(payout.outBillNo), ofAlipay),
      // Alipay pays at once, so there is nothing that could be taken back.
      cancel: async () => undefined,
    }
  }
  const own = wechatPayAccountOf(keys, account.certificates)
  const port = createWechatTransfers(own, wechatAddressOf(parts, { account, keys }))
  return {
    async send() {
      const { payee, ...order } = orderOf(parts, payout)
      assert('openId' in payee, 'WeChat knows people by their openid')
      const notifyUrl = notifyUrlOf(parts, account)
      const said = { ...order, ...scenes[payout.scene], appId: payout.appId, openId: payee.openId, notifyUrl }
      return mapped(await port.transfer(said), payoutAnswerOf)
    },
    query: async () => mapped(await port.queryTransfer(payout.outBillNo), payoutAnswerOf),
    cancel: async () => void (await port.cancelTransfer(payout.outBillNo)),
  }
}

/** What WeChat Pay asks to be told about each kind of transfer. */
const scenes: Record<Payout['scene'], { sceneId: string; reports: { type: string; content: string }[] }> = {
  commission: {
    sceneId: '1005',
    reports: [
      { type: '岗位类型', content: '销售员' },
      { type: '报酬说明', content: '销售佣金' },
    ],
  },
  bonus: {
    sceneId: '1005',
    reports: [
      { type: '岗位类型', content: '门店员工' },
      { type: '报酬说明', content: '绩效奖金' },
    ],
  },
}

function orderOf({ vault }: Parts, payout: Payout) {
  const { id, outBillNo, amountFen, remark, payeeSealed, payeeNameSealed } = payout
  return {
    outBillNo,
    amountFen,
    remark,
    payee: buyerOf(vault, payeeSealed),
    ...(payeeNameSealed && { payeeName: vault.open(payeeNameSealed, `payout:${id}`).toString('utf8') }),
  }
}

function mapped<T, Other extends { kind: string }>(
  outcome: { kind: 'ok'; value: T } | Other,
  read: (value: T) => PayoutAnswer,
): { kind: 'ok'; value: PayoutAnswer } | Exclude<Other, { kind: 'ok' }> {
  return isOk(outcome)
    ? { kind: 'ok', value: read(outcome.value) }
    : (outcome as Exclude<Other, { kind: 'ok' }>)
}

function isOk<T>(outcome: { kind: string }): outcome is { kind: 'ok'; value: T } {
  return outcome.kind === 'ok'
}

export function payoutAnswerOf(transfer: WechatTransfer): PayoutAnswer {
  const { transferBillNo: channelBillNo, amountFen, failReason: reason, packageInfo } = transfer
  return { state: wechatStates[transfer.state], channelBillNo, amountFen, reason, packageInfo }
}

const wechatStates: Record<WechatTransfer['state'], PayoutAnswer['state']> = {
  ACCEPTED: 'accepted',
  PROCESSING: 'accepted',
  WAIT_USER_CONFIRM: 'waiting',
  TRANSFERING: 'accepted',
  CANCELING: 'accepted',
  SUCCESS: 'succeeded',
  FAIL: 'failed',
  CANCELLED: 'cancelled',
}

function ofAlipay(transfer: AlipayTransfer): PayoutAnswer {
  const { orderId: channelBillNo, amountFen, failReason: reason } = transfer
  return { state: alipayStates[transfer.state], channelBillNo, amountFen, reason }
}

/** REFUND: the bank could not take it, and the money came back. */
const alipayStates: Record<AlipayTransfer['state'], PayoutAnswer['state']> = {
  INIT: 'accepted',
  WAIT_PAY: 'accepted',
  DEALING: 'accepted',
  SUCCESS: 'succeeded',
  FAIL: 'failed',
  CLOSED: 'failed',
  REFUND: 'failed',
}
