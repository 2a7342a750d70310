import { constants, privateDecrypt } from 'node:crypto'
import type { World } from '../world.ts'
import { checkFields, parseBody, textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import { platformKeyNamed } from './merchants.ts'
import type { Merchant } from './merchants.ts'
import { PayRefusal, invalidRequest, paramError } from './refusal.ts'
import { finish, latestRefunds, refundView, saveRefund } from './refunds.ts'

type Asked = { refundId: string; text: string; serial: string }

const fields: Field[] = [
  { path: '/out_refund_no', label: '商户退款单号', kind: 'text', min: 1, max: 64 },
  { path: '/type', label: '异常退款处理方式', kind: 'text', pattern: /^(USER|MERCHANT)_BANK_CARD$/ },
]

/** The customer's account could not take the money; the merchant names another, which can. */
export function turnRefund(
  world: World,
  merchant: Merchant,
  { refundId, text, serial }: Asked,
): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, fields)
  const refund = latestRefunds(world, 10_000).find(
    (each) => each.mchid === merchant.mchid && each.refundId === refundId,
  )
  if (refund === undefined || refund.outRefundNo !== textAt(body, '/out_refund_no'))
    throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  if (refund.status !== 'ABNORMAL') throw invalidRequest('退款单状态不是退款异常')

  const isCard = textAt(body, '/type') === 'USER_BANK_CARD'
  const account = isCard ? cardOf(world, merchant, { body, serial }) : '商户结算银行账户'
  const turned = { ...refund, status: 'PROCESSING' as const, fate: 'SUCCESS' as const, receivedBy: account }
  saveRefund(world, turned)
  setTimeout(() => void finish(world, turned, 'SUCCESS'), 300 * world.retryFactor)
  return refundView(turned)
}

/** A bank card is told sealed, with the holder's name. */
function cardOf(world: World, merchant: Merchant, { body, serial }: { body: Body; serial: string }): string {
  if (!/^[A-Z_]{2,16}$/.test(textAt(body, '/bank_type') ?? ''))
    throw paramError('/bank_type', '', '开户银行编码不正确')
  const key = platformKeyNamed(world, merchant, serial)
  if (key === undefined) throw paramError('/bank_account', '', 'HTTP头Wechatpay-Serial缺失或不正确，无法解密')
  const account = opened(body, '/bank_account', key)
  if (!/^\d{12,19}$/.test(account)) throw paramError('/bank_account', '', '银行卡号不正确')
  if (opened(body, '/real_name', key) === '') throw paramError('/real_name', '', '开户人姓名必填')
  return `${textAt(body, '/bank_type')}尾号${account.slice(-4)}`
}

function opened(body: Body, path: string, key: string): string {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const sealed = Buffer.from(textAt(body, path) ?? '', 'base64')
    return privateDecrypt({ key, padding, oaepHash: 'sha1' }, sealed).toString('utf8')
  } catch {
    throw paramError(path, '', '敏感信息解密失败')
  }
}
