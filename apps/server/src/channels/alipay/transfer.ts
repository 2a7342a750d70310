import assert from 'node:assert/strict'
import { fen, fenFromYuan, fenToYuan } from '../../kernel/money.ts'
import { absent, type Found, type Outcome } from '../outcome.ts'
import { oneOf, optionalText, textOf, type Fields } from '../reading.ts'
import { cutToCharacters, oneLine } from '../text-length.ts'
import type { AlipayAccount } from './account.ts'
import type { AlipayBuyer } from './port.ts'
import { checkEcho, openSigned, reading, type AlipayAddress } from './signed-calls.ts'

const transferStates = ['SUCCESS', 'DEALING', 'FAIL', 'REFUND', 'WAIT_PAY', 'CLOSED', 'INIT'] as const

export type AlipayTransfer = {
  outBillNo: string
  orderId: string
  state: (typeof transferStates)[number]
  /** Queries tell it, the first answer does not. */
  amountFen?: bigint
  failReason?: string
}

export type AlipayTransferRequest = {
  /** Ours; repeat an unknown outcome with the same one and the same content. */
  outBillNo: string
  payee: AlipayBuyer
  /** The person's real name, which Alipay compares. */
  payeeName?: string
  amountFen: bigint
  /** As agreed with Alipay: 佣金报酬. */
  sceneName: string
  remark: string
}

export type AlipayTransferPort = {
  transfer(input: AlipayTransferRequest): Promise<Outcome<AlipayTransfer>>
  /** `absent`: it was never accepted, so send it again with the same number. */
  queryTransfer(outBillNo: string): Promise<Found<AlipayTransfer>>
}

const product = { product_code: 'TRANS_ACCOUNT_NO_PWD', biz_scene: 'DIRECT_TRANSFER' }

/** Transfers to people. Alipay takes them from apps in certificate mode only. */
export function createAlipayTransfers(
  account: AlipayAccount,
  address: AlipayAddress,
  now: () => Date,
): AlipayTransferPort {
  const { exec } = openSigned(account, address, now)
  const readOwn = (outBillNo: string) => (fields: Fields) => {
    checkEcho(fields, 'out_biz_no', outBillNo)
    return readTransfer(fields)
  }
  return {
    async transfer(input) {
      const outcome = await exec('alipay.fund.trans.uni.transfer', { bizContent: transferBody(input) })
      return reading(outcome, readOwn(input.outBillNo))
    },
    async queryTransfer(outBillNo) {
      const bizContent = { ...product, out_biz_no: outBillNo }
      const outcome = await exec('alipay.fund.trans.common.query', { bizContent })
      const found = reading(outcome, readOwn(outBillNo))
      return found.kind === 'refused' && found.code === 'ORDER_NOT_EXIST' ? absent : found
    },
  }
}

function transferBody(input: AlipayTransferRequest): object {
  assert(input.amountFen > 0n, 'an amount to transfer')
  const payee =
    'openId' in input.payee
      ? { identity: input.payee.openId, identity_type: 'ALIPAY_OPEN_ID' }
      : { identity: input.payee.userId, identity_type: 'ALIPAY_USER_ID' }
  const remark = oneLine(input.remark)
  return {
    ...product,
    out_biz_no: input.outBillNo,
    trans_amount: fenToYuan(fen(input.amountFen)),
    order_title: cutToCharacters(remark, 64) || input.outBillNo,
    remark: cutToCharacters(remark, 100),
    transfer_scene_name: input.sceneName,
    payee_info: { ...payee, ...(input.payeeName !== undefined && { name: input.payeeName }) },
  }
}

function readTransfer(fields: Fields): AlipayTransfer {
  const amount = optionalText(fields, 'trans_amount')
  const failReason = optionalText(fields, 'fail_reason') ?? optionalText(fields, 'error_code')
  return {
    outBillNo: textOf(fields, 'out_biz_no'),
    orderId: textOf(fields, 'order_id'),
    state: oneOf(fields, 'status', transferStates),
    ...(amount !== undefined && { amountFen: fenFromYuan(amount) as bigint }),
    ...(failReason !== undefined && { failReason }),
  }
}
