import { unknown } from '../channels/outcome.ts'
import type { Found } from '../channels/outcome.ts'
import type { ProfitSharingPort, SharingReturn } from '../channels/wechat-pay/profit-sharing.ts'
import { beginReturns, recordReturn } from '../flows/profit-sharing/return-share.ts'
import type { DueReturn } from '../flows/profit-sharing/return-share.ts'
import type { Share } from '../modules/profit-sharing/index.ts'
import { openSharing } from './channels/sharing.ts'
import type { Parts } from './parts.ts'

export type Returned = { kind: 'clear' } | { kind: 'wait'; why: string } | { kind: 'failed'; why: string }

/**
 * Before a refund: what receivers got of the payment comes back first, or the channel would not let it go. Those that
 * failed before are tried anew, with another number, because the channel had said that they were over.
 */
export async function returnShares(
  parts: Parts,
  of: { merchantId: string; refundId: string },
): Promise<Returned> {
  const begun = await beginReturns(parts.db, of)
  if (begun.kind === 'clear') return begun
  if (begun.kind === 'wait') return { kind: 'wait', why: '正在分账，分完再退' }
  const { share, account, returns } = begun
  const port = openSharing(parts, account)
  let returned: Returned = { kind: 'clear' }
  for (const due of returns) {
    const one = await giveBack(parts, port, { merchantId: of.merchantId, share, due })
    if (one.kind === 'failed' || returned.kind === 'clear') returned = one.kind === 'clear' ? returned : one
  }
  return returned
}

type Due = { merchantId: string; share: Share; due: DueReturn }

async function giveBack(
  parts: Parts,
  port: ProfitSharingPort,
  { merchantId, share, due }: Due,
): Promise<Returned> {
  const answered = await ask(port, share, due)
  if (answered.kind === 'ok' && answered.value.result !== 'PROCESSING') {
    const { result, failReason } = answered.value
    await recordReturn(parts.db, { merchantId, share, due, answer: { result, failReason } })
    if (result === 'SUCCESS') return { kind: 'clear' }
    return { kind: 'failed', why: `分账接收方 ${due.line.account} 回退失败：${failReason ?? ''}` }
  }
  if (answered.kind !== 'refused') return { kind: 'wait', why: '等待分账接收方回退' }
  // Declined, and unknown when asked: it never was, so the number is over.
  const failReason = `${answered.code} ${answered.message}`.slice(0, 150)
  await recordReturn(parts.db, { merchantId, share, due, answer: { result: 'FAILED', failReason } })
  return { kind: 'failed', why: `分账接收方 ${due.line.account} 回退被拒：${failReason}` }
}

/** Asked about before anything is sent again; the number stays the same as long as it is not over. */
async function ask(
  port: ProfitSharingPort,
  share: Share,
  { back, line }: DueReturn,
): Promise<Found<SharingReturn>> {
  const { outReturnNo, amountFen } = back
  const numbers = { outOrderNo: share.outOrderNo, outReturnNo }
  const known = await port.queryReturn(numbers)
  if (known.kind === 'refused') return unknown('bad-answer', `${known.code} ${known.message}`)
  if (known.kind !== 'absent') return known
  const sent = await port.returnShare({
    ...numbers,
    account: line.account,
    amountFen,
    description: '订单退款',
  })
  if (sent.kind === 'ok') return sent
  const found = await port.queryReturn(numbers)
  if (found.kind === 'refused') return unknown('bad-answer', `${found.code} ${found.message}`)
  return found.kind === 'absent' ? sent : found
}
