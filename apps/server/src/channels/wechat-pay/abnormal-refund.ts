import type { Outcome } from '../outcome.ts'
import type { WechatPayAccount } from './account.ts'
import { checkEcho, reading, sender, type Body, type WechatPayAddress } from './signed-calls.ts'
import { readRefund, type WechatRefund } from './transaction.ts'
import { sealForWechat } from './transfer.ts'

/** Where the money of an abnormal refund goes instead: to a bank card of the payer, or back to the merchant. */
export type AbnormalRefund = {
  /** WeChat's own number of the refund. */
  refundId: string
  outRefundNo: string
  to: { kind: 'bank-card'; bankType: string; account: string; holder: string } | { kind: 'merchant' }
}

/** Asks for an abnormal refund to be paid elsewhere. Accepted is not done: query it, as any refund. */
export async function applyAbnormalRefund(
  account: WechatPayAccount,
  address: WechatPayAddress,
  { refundId, outRefundNo, to }: AbnormalRefund,
): Promise<Outcome<WechatRefund>> {
  const { partner } = account
  const path = `/v3/refund/domestic/refunds/${encodeURIComponent(refundId)}/apply-abnormal-refund`
  const asked = { out_refund_no: outRefundNo, ...(partner && { sub_mchid: partner.subMchId }) }
  const body: Body =
    to.kind === 'merchant'
      ? { ...asked, type: 'MERCHANT_BANK_CARD' }
      : (own: WechatPayAccount) => ({
          ...asked,
          type: 'USER_BANK_CARD',
          bank_type: to.bankType,
          bank_account: sealForWechat(own, to.account),
          real_name: sealForWechat(own, to.holder),
        })
  return reading(await sender(account, address)({ method: 'POST', path, body }), (fields) => {
    const refund = readRefund(fields, 'status')
    checkEcho(refund.outRefundNo, outRefundNo)
    return refund
  })
}
