import { audit } from '../../../kernel/audit.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import type { Vault } from '../../../kernel/secrets.ts'
import { enqueuePayout } from '../../../jobs/payout-jobs.ts'
import { postAll } from '../../../ledger/index.ts'
import type { NoticeOutcome } from '../../../modules/notice/index.ts'
import {
  isOnTheWay,
  keepPackage,
  markPayout,
  nextPayoutPoll,
  paidOut,
  released,
  reservedAgain,
  savePayoutPoll,
} from '../../../modules/payout/index.ts'
import type { Payout, PayoutAnswer } from '../../../modules/payout/index.ts'

export const system: Actor = { kind: 'system', id: 'payouts' }

/** The row is locked. What is over stays as it is, unless it turns out to have been paid after all. */
export async function recordAnswer(
  tx: Tx,
  vault: Vault,
  payout: Payout,
  answer: PayoutAnswer,
): Promise<NoticeOutcome> {
  if (answer.amountFen !== undefined && answer.amountFen !== payout.amountFen)
    return mismatched(tx, payout, answer)
  switch (answer.state) {
    case 'accepted':
    case 'waiting':
      return isOnTheWay(payout) ? stay(tx, vault, payout, answer) : 'ignored'
    case 'succeeded':
      return succeed(tx, payout, answer)
    case 'failed':
    case 'cancelled':
      if (payout.state === answer.state) return 'repeated'
      if (!isOnTheWay(payout)) return 'ignored'
      await markPayout(tx, payout, answer.state, {
        actor: system,
        problem: problemOf(answer),
        channelBillNo: answer.channelBillNo,
      })
      await postAll(tx, released(payout))
      return 'settled'
  }
}

async function stay(tx: Tx, vault: Vault, payout: Payout, answer: PayoutAnswer): Promise<NoticeOutcome> {
  const { channelBillNo, packageInfo } = answer
  if (answer.state === 'waiting' && payout.state === 'sending')
    await markPayout(tx, payout, 'waiting', { actor: system, channelBillNo })
  if (packageInfo !== undefined) await keepPackage(tx, vault, payout, packageInfo)
  await savePayoutPoll(tx, payout, null)
  const { merchantId } = tx
  await enqueuePayout(tx, { merchantId, payoutId: payout.id, runAt: nextPayoutPoll(payout.polls, tx.now) })
  return 'ignored'
}

async function succeed(tx: Tx, payout: Payout, answer: PayoutAnswer): Promise<NoticeOutcome> {
  if (payout.state === 'succeeded') return 'repeated'
  // Nobody approved it, so it was never sent by us.
  if (payout.state === 'requested') return mismatched(tx, payout, answer)
  const wasOver = payout.state === 'failed' || payout.state === 'cancelled'
  const ready =
    payout.state === 'approved' ? await markPayout(tx, payout, 'sending', { actor: system }) : payout
  await markPayout(tx, ready, 'succeeded', {
    actor: system,
    channelBillNo: answer.channelBillNo,
    ...(wasOver && { note: '渠道确认已付，此前已释放的款项重新扣回' }),
  })
  await postAll(tx, [...(wasOver ? reservedAgain(payout) : []), ...paidOut(payout)])
  if (wasOver) await tell(tx, payout, 'payout.paid_after_all', answer)
  return 'settled'
}

async function mismatched(tx: Tx, payout: Payout, answer: PayoutAnswer): Promise<NoticeOutcome> {
  if (isOnTheWay(payout)) await savePayoutPoll(tx, payout, '渠道的金额或状态与付款不符')
  await tell(tx, payout, 'payout.mismatched', answer)
  return 'mismatched'
}

async function tell(tx: Tx, payout: Payout, action: string, answer: PayoutAnswer): Promise<void> {
  const { packageInfo: _, ...told } = answer
  const subject = { subjectKind: 'payout', subjectId: payout.id }
  await audit(tx, { actor: system, action, ...subject, before: { state: payout.state }, after: told })
}

const problems: Readonly<Record<string, string>> = {
  OVERDUE_CLOSE: '收款人没有在 24 小时内确认，款项已退回',
  NAME_NOT_CORRECT: '收款人姓名与微信实名不符',
  ACCOUNT_FROZEN: '收款人的账户被冻结',
}

function problemOf({ state, reason }: PayoutAnswer): string | null {
  if (reason === undefined) return state === 'failed' ? '渠道付款失败' : null
  return problems[reason] ?? `渠道付款失败：${reason}`.slice(0, 200)
}
