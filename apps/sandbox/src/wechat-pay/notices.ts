import { wechatTime } from '../clock.ts'
import type { Courier, Notice } from '../deliveries.ts'
import type { Flaw } from '../faults.ts'
import { hex } from '../identifiers.ts'
import type { World } from '../world.ts'
import { findMerchant, nextSigner, stranger } from './merchants.ts'
import { acceptsV2, composeV2 } from './v2-notices.ts'
import type { V2Fields } from './v2-xml.ts'
import { forgedSignature, seal, signedHeaders } from './signing.ts'

const summaries: Record<string, string> = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
  'MCHTRANSFER.BILL.FINISHED': '商家转账单据终态通知',
  'PROFITSHARING.SUCCESS': '分账成功',
  'PROFITSHARING.RETURN': '分账回退成功',
}

const minutes = 60
const hours = 3600

export type Announcement = {
  mchid: string
  url: string
  event: string
  outTradeNo: string
  content: Record<string, unknown>
  /** The same in v2's words; absent for what v2 never told of. */
  v2Content?: V2Fields
}

/** In the form that the merchant's console is set to; resolves when all were answered. */
export async function announce(world: World, what: Announcement): Promise<void> {
  const form = findMerchant(world, what.mchid)?.noticeForm ?? 'v3'
  const { mchid: merchant, url, event, outTradeNo, content, v2Content } = what
  const notice = { provider: 'wechat-pay', merchant, url, event, outTradeNo } as const
  const sendings: Promise<void>[] = []
  if (v2Content === undefined || form !== 'v2')
    sendings.push(world.deliveries.enqueue({ ...notice, id: `EV-${hex(16)}`, content }))
  if (v2Content !== undefined && form !== 'v3')
    sendings.push(world.deliveries.enqueue({ ...notice, id: `${v2Prefix}${hex(16)}`, content: v2Content }))
  await Promise.all(sendings)
}

const v2Prefix = 'V2-'

function composeXml(world: World, notice: Notice, flaw: Flaw | undefined) {
  const merchant = findMerchant(world, notice.merchant)
  if (merchant === undefined) throw new Error(`no merchant ${notice.merchant}`)
  const forged = flaw === 'bad-signature' || flaw === 'unknown-key'
  const body = composeV2(merchant, notice, { tampered: flaw === 'amount-tampered', forged })
  return { headers: { 'Content-Type': 'text/xml', 'User-Agent': 'Mozilla/4.0' }, body }
}

export function wechatPayCourier(world: World): Courier {
  return {
    compose: (notice, flaw) => {
      if (notice.id.startsWith(v2Prefix)) return composeXml(world, notice, flaw)
      const body = envelope(world, notice, flaw === 'amount-tampered')
      const signer = flaw === 'unknown-key' ? stranger(world) : nextSigner(world, notice.merchant)
      const now = world.clock.now()
      const at = flaw === 'stale' ? new Date(now.getTime() - 10 * minutes * 1000) : now
      const headers: Record<string, string> = {
        ...signedHeaders(body, signer, at),
        'Content-Type': 'application/json',
        'User-Agent': 'Mozilla/4.0',
        'Request-ID': hex(16),
      }
      if (flaw === 'bad-signature') headers['Wechatpay-Signature'] = forgedSignature()
      if (flaw === 'signtest') headers['Wechatpay-Signature'] = `WECHATPAY/SIGNTEST/${forgedSignature()}`
      return { headers, body }
    },
    accepts: (status, answer, notice) =>
      notice.id.startsWith(v2Prefix) ? acceptsV2(status, answer) : status === 200 || status === 204,
    scheduleSeconds: [
      15,
      15,
      30,
      3 * minutes,
      10 * minutes,
      20 * minutes,
      30 * minutes,
      30 * minutes,
      30 * minutes,
      60 * minutes,
      3 * hours,
      3 * hours,
      3 * hours,
      6 * hours,
      6 * hours,
    ],
  }
}

function envelope(world: World, notice: Notice, tampered: boolean): string {
  const merchant = findMerchant(world, notice.merchant)
  if (merchant === undefined) throw new Error(`no merchant ${notice.merchant}`)
  const kind = kindOf(notice.event)
  const plain = JSON.stringify(tampered ? withOtherAmount(notice.content) : notice.content)
  return JSON.stringify({
    id: notice.id,
    create_time: wechatTime(new Date(notice.createdAt)),
    resource_type: 'encrypt-resource',
    event_type: notice.event,
    summary: summaries[notice.event] ?? '',
    resource: { original_type: kind, ...seal(plain, merchant.apiV3Key, kind) },
  })
}

function kindOf(event: string): string {
  if (event.startsWith('MCHTRANSFER.')) return 'mch_payment'
  if (event.startsWith('PROFITSHARING.')) return 'profitsharing'
  return event.startsWith('REFUND.') ? 'refund' : 'transaction'
}

/** Everything else is right, the signature too: only a comparison with the order finds this. */
function withOtherAmount(content: Record<string, unknown>): Record<string, unknown> {
  const transferred = content['transfer_amount']
  if (typeof transferred === 'number') return { ...content, transfer_amount: Math.max(1, transferred - 1) }
  const amount = content['amount'] as Record<string, unknown>
  const total = Math.max(1, Number(amount['total']) - 1)
  const refund = amount['refund'] === undefined ? {} : { refund: Math.max(1, Number(amount['refund']) - 1) }
  return { ...content, amount: { ...amount, total, payer_total: total, ...refund } }
}
