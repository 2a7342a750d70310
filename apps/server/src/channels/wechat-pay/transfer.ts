import assert from 'node:assert/strict'
import { constants, publicEncrypt } from 'node:crypto'
import type { Found, Outcome } from '../outcome.ts'
import { oneOf, optionalText, textOf, wholeNumber, type Fields } from '../reading.ts'
import { cutToCharacters, oneLine } from '../text-length.ts'
import { platformKeysOf, preferredSerial, type WechatPayAccount } from './account.ts'
import { absentWhen, checkEcho, reading, sender, type Body, type WechatPayAddress } from './signed-calls.ts'

/** `TRANSFERING` is how WeChat Pay spells it. Only the last three are over. */
const transferStates = [
  'ACCEPTED',
  'PROCESSING',
  'WAIT_USER_CONFIRM',
  'TRANSFERING',
  'CANCELING',
  'SUCCESS',
  'FAIL',
  'CANCELLED',
] as const

/** Merchant transfer of 2025: the person confirms on their phone, and has about a day for it. */
export type WechatTransfer = {
  outBillNo: string
  transferBillNo: string
  state: (typeof transferStates)[number]
  /** What the phone opens the confirmation with; only in the answer that accepted it. */
  packageInfo?: string
  /** Queries and notices tell it, the first answer does not. */
  amountFen?: bigint
  failReason?: string
}

export type WechatTransferRequest = {
  /** Ours; repeat an unknown outcome with the same one and the same content. */
  outBillNo: string
  /** Bound to the merchant number, and the app that `openId` belongs to. */
  appId: string
  openId: string
  amountFen: bigint
  /** '1005' is commission, '1000' a campaign's prize; each is open only to merchants who applied for it. */
  sceneId: string
  /** What the scene asks to be told. */
  reports: readonly { type: string; content: string }[]
  /** Shown to the person; cut to 32 characters. */
  remark: string
  /** The person's real name, which WeChat compares; it must be given from ¥2,000 on, and not below ¥0.30. */
  payeeName?: string
  notifyUrl: string
}

export type WechatTransferPort = {
  transfer(input: WechatTransferRequest): Promise<Outcome<WechatTransfer>>
  /** `absent`: it was never accepted, so send it again with the same number. */
  queryTransfer(outBillNo: string): Promise<Found<WechatTransfer>>
  /** Takes back what the person has not confirmed; accepted is not done, so query it. */
  cancelTransfer(outBillNo: string): Promise<Outcome<'asked'>>
}

const transfersPath = '/v3/fund-app/mch-transfer/transfer-bills'
const numberPath = (outBillNo: string) => `${transfersPath}/out-bill-no/${encodeURIComponent(outBillNo)}`

export function createWechatTransfers(
  account: WechatPayAccount,
  address: WechatPayAddress,
): WechatTransferPort {
  const send = sender(account, address)
  const readOwn = (outBillNo: string) => (fields: Fields) => {
    const transfer = readTransfer(fields)
    checkEcho(transfer.outBillNo, outBillNo)
    return transfer
  }
  return {
    async transfer(input) {
      const body = transferBody(input)
      return reading(await send({ method: 'POST', path: transfersPath, body }), readOwn(input.outBillNo))
    },
    async queryTransfer(outBillNo) {
      const outcome = await send({ method: 'GET', path: numberPath(outBillNo) })
      return absentWhen('NOT_FOUND', reading(outcome, readOwn(outBillNo)))
    },
    async cancelTransfer(outBillNo) {
      const outcome = await send({ method: 'POST', path: `${numberPath(outBillNo)}/cancel` })
      return reading(outcome, (fields) => {
        checkEcho(textOf(fields, 'out_bill_no'), outBillNo)
        return 'asked' as const
      })
    },
  }
}

function transferBody(input: WechatTransferRequest): Body {
  assert(input.amountFen > 0n, 'an amount to transfer')
  const { payeeName } = input
  const body = {
    appid: input.appId,
    out_bill_no: input.outBillNo,
    transfer_scene_id: input.sceneId,
    openid: input.openId,
    transfer_amount: Number(input.amountFen),
    transfer_remark: cutToCharacters(oneLine(input.remark), 32),
    notify_url: input.notifyUrl,
    transfer_scene_report_infos: input.reports.map(({ type, content }) => ({
      info_type: type,
      info_content: cutToCharacters(oneLine(content), 32),
    })),
  }
  if (payeeName === undefined) return body
  return (account: WechatPayAccount) => ({ ...body, user_name: sealForWechat(account, payeeName) })
}

/** For WeChat's eyes only, with the key whose serial a call by this account names. */
export function sealForWechat(account: WechatPayAccount, name: string): string {
  const key = platformKeysOf(account).get(preferredSerial(account))
  assert(key, 'the preferred key is one of the keys')
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(name, 'utf8')).toString('base64')
}

/** Answers and notices have the same names. */
export function readTransfer(fields: Fields): WechatTransfer {
  const packageInfo = optionalText(fields, 'package_info')
  const failReason = optionalText(fields, 'fail_reason')
  return {
    outBillNo: textOf(fields, 'out_bill_no'),
    transferBillNo: textOf(fields, 'transfer_bill_no'),
    state: oneOf(fields, 'state', transferStates),
    ...(packageInfo !== undefined && { packageInfo }),
    ...(fields.transfer_amount !== undefined && { amountFen: wholeNumber(fields, 'transfer_amount') }),
    ...(failReason !== undefined && { failReason }),
  }
}
