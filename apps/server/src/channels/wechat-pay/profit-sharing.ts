import assert from 'node:assert/strict'
import type { Found, Outcome } from '../outcome.ts'
import { fieldsOf, oneOf, optionalText, textOf, wholeNumber, type Fields } from '../reading.ts'
import { cutToCharacters, oneLine } from '../text-length.ts'
import type { WechatPayAccount } from './account.ts'
import { absentWhen, checkEcho, reading, sender, type Body, type WechatPayAddress } from './signed-calls.ts'
import { sealForWechat } from './transfer.ts'

const results = ['PENDING', 'SUCCESS', 'CLOSED'] as const
const returnResults = ['PROCESSING', 'SUCCESS', 'FAILED'] as const

export type SharedLine = {
  /** The receiver's merchant number. */
  account: string
  amountFen: bigint
  result: (typeof results)[number]
  failReason?: string
}

/** FINISHED means carried out, not received: each line tells whether its receiver has it. */
export type SharingOrder = { outOrderNo: string; state: 'PROCESSING' | 'FINISHED'; lines: SharedLine[] }

export type SharingReturn = {
  outReturnNo: string
  result: (typeof returnResults)[number]
  amountFen: bigint
  failReason?: string
}

export type ShareRequest = {
  /** Of the payment that was made as one to be shared. */
  appId: string
  transactionNo: string
  /** Ours; repeat an unknown outcome with the same one and the same content. */
  outOrderNo: string
  /** Merchants that were added as receivers; what is left over is the payee's at once. */
  receivers: readonly { account: string; amountFen: bigint }[]
  description: string
}

export type ReturnRequest = {
  outOrderNo: string
  outReturnNo: string
  /** Who gives back. */
  account: string
  amountFen: bigint
  description: string
}

export type ProfitSharingPort = {
  /** Adding one that is there already changes nothing. The name is the company's, in full. */
  addReceiver(input: { appId: string; account: string; name: string }): Promise<Outcome<'added'>>
  deleteReceiver(input: { appId: string; account: string }): Promise<Outcome<'deleted'>>
  share(input: ShareRequest): Promise<Outcome<SharingOrder>>
  /** `absent`: it was never accepted, so send it again with the same number. */
  queryShare(of: { outOrderNo: string; transactionNo: string }): Promise<Found<SharingOrder>>
  /** Nothing more is shared: what is left is the payee's. */
  unfreeze(input: Omit<ShareRequest, 'receivers' | 'appId'>): Promise<Outcome<SharingOrder>>
  returnShare(input: ReturnRequest): Promise<Outcome<SharingReturn>>
  queryReturn(of: { outOrderNo: string; outReturnNo: string }): Promise<Found<SharingReturn>>
}

const receiversPath = '/v3/profitsharing/receivers'
const ordersPath = '/v3/profitsharing/orders'
const returnsPath = '/v3/profitsharing/return-orders'

export function createProfitSharing(account: WechatPayAccount, address: WechatPayAddress): ProfitSharingPort {
  const send = sender(account, address)
  const merchantOf = (id: string) => ({ type: 'MERCHANT_ID', account: id })
  const description = (text: string) => cutToCharacters(oneLine(text), 80) || '分账'
  const post = (path: string, body: Body) => send({ method: 'POST', path, body })
  return {
    async addReceiver({ appId, account: id, name }) {
      const body = (own: WechatPayAccount) => ({
        appid: appId,
        ...merchantOf(id),
        name: sealForWechat(own, name),
        relation_type: 'PARTNER',
      })
      return done(await post(`${receiversPath}/add`, body), id, 'added')
    },
    async deleteReceiver({ appId, account: id }) {
      return done(await post(`${receiversPath}/delete`, { appid: appId, ...merchantOf(id) }), id, 'deleted')
    },
    async share({ appId, transactionNo, outOrderNo, receivers, description: text }) {
      assert(receivers.length > 0 && receivers.length <= 50, 'one to fifty receivers')
      const body = {
        appid: appId,
        transaction_id: transactionNo,
        out_order_no: outOrderNo,
        receivers: receivers.map(({ account: id, amountFen }) => ({
          ...merchantOf(id),
          amount: Number(amountFen),
          description: description(text),
        })),
        unfreeze_unsplit: true,
      }
      return reading(await post(ordersPath, body), readOrder(outOrderNo))
    },
    async queryShare({ outOrderNo, transactionNo }) {
      const path = `${ordersPath}/${encodeURIComponent(outOrderNo)}?transaction_id=${encodeURIComponent(transactionNo)}`
      const outcome = await send({ method: 'GET', path })
      return absentWhen('RESOURCE_NOT_EXISTS', reading(outcome, readOrder(outOrderNo)))
    },
    async unfreeze({ transactionNo, outOrderNo, description: text }) {
      const numbers = { transaction_id: transactionNo, out_order_no: outOrderNo }
      const body = { ...numbers, description: description(text) }
      return reading(await post(`${ordersPath}/unfreeze`, body), readOrder(outOrderNo))
    },
    async returnShare(input) {
      const body = {
        out_order_no: input.outOrderNo,
        out_return_no: input.outReturnNo,
        return_mchid: input.account,
        amount: Number(input.amountFen),
        description: description(input.description),
      }
      return reading(await post(returnsPath, body), readReturn(input.outReturnNo))
    },
    async queryReturn({ outOrderNo, outReturnNo }) {
      const path = `${returnsPath}/${encodeURIComponent(outReturnNo)}?out_order_no=${encodeURIComponent(outOrderNo)}`
      const outcome = await send({ method: 'GET', path })
      return absentWhen('RESOURCE_NOT_EXISTS', reading(outcome, readReturn(outReturnNo)))
    },
  }
}

function done<Word>(outcome: Outcome<unknown>, account: string, word: Word): Outcome<Word> {
  return reading(outcome, (fields) => {
    checkEcho(textOf(fields, 'account'), account)
    return word
  })
}

const readOrder =
  (outOrderNo: string) =>
  (fields: Fields): SharingOrder => {
    checkEcho(textOf(fields, 'out_order_no'), outOrderNo)
    const state = oneOf(fields, 'state', ['PROCESSING', 'FINISHED'])
    const receivers = fields.receivers ?? []
    assert(Array.isArray(receivers), 'receivers are a list')
    return { outOrderNo, state, lines: receivers.map((one) => readLine(fieldsOf(one))) }
  }

function readLine(fields: Fields): SharedLine {
  const failReason = optionalText(fields, 'fail_reason')
  return {
    account: textOf(fields, 'account'),
    amountFen: wholeNumber(fields, 'amount'),
    result: oneOf(fields, 'result', results),
    ...(failReason !== undefined && { failReason }),
  }
}

const readReturn =
  (outReturnNo: string) =>
  (fields: Fields): SharingReturn => {
    checkEcho(textOf(fields, 'out_return_no'), outReturnNo)
    const failReason = optionalText(fields, 'fail_reason')
    return {
      outReturnNo,
      result: oneOf(fields, 'result', returnResults),
      amountFen: wholeNumber(fields, 'amount'),
      ...(failReason !== undefined && { failReason }),
    }
  }
