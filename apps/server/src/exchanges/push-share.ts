import { unknown } from '../channels/outcome.ts'
import type { Found, Outcome } from '../channels/outcome.ts'
import type { ProfitSharingPort, SharingOrder } from '../channels/wechat-pay/profit-sharing.ts'
import { beginShare } from '../flows/profit-sharing/begin-share.ts'
import type { BegunShare } from '../flows/profit-sharing/begin-share.ts'
import { blockShare, postponeShare, recordShare } from '../flows/profit-sharing/record-share.ts'
import { openSharing } from './channels/sharing.ts'
import type { Parts } from './parts.ts'

type Of = { merchantId: string; shareId: string }

/** Carries out a share, or asks about one. It may run any number of times: the number stays the same. */
export async function pushShare(parts: Parts, of: Of): Promise<void> {
  const begun = await beginShare(parts.db, of)
  if (!begun) return
  const port = openSharing(parts, begun.account)
  await record(parts, of, await answerOf(port, begun))
}

async function answerOf(port: ProfitSharingPort, begun: BegunShare): Promise<Found<SharingOrder>> {
  const { share, attempt, wasSent } = begun
  const numbers = { outOrderNo: numberOf(begun), transactionNo: attempt.transactionNo! }
  const known = wasSent ? await port.queryShare(numbers) : ({ kind: 'absent' } as const)
  if (known.kind === 'refused') return unknown('bad-answer', `${known.code} ${known.message}`)
  if (known.kind !== 'absent') return known

  const description = `订单分账 ${share.outOrderNo.slice(-8)}`
  const outcome: Outcome<SharingOrder> =
    share.state === 'unfreezing'
      ? await port.unfreeze({ ...numbers, description })
      : await port.share({ ...numbers, appId: attempt.appId, receivers: begun.lines, description })
  if (outcome.kind === 'ok') return outcome
  // A refusal or silence decides nothing before the channel was asked.
  const found = await port.queryShare(numbers)
  if (found.kind === 'ok' || found.kind === 'unknown') return found
  return outcome.kind === 'refused' && found.kind === 'refused'
    ? unknown('bad-answer', `${found.code} ${found.message}`)
    : outcome
}

/** Letting go is another order at the channel than sharing, with a number of its own that follows from the first. */
const numberOf = ({ share }: BegunShare): string =>
  share.state === 'unfreezing' ? `${share.outOrderNo}U` : share.outOrderNo

async function record(parts: Parts, of: Of, answered: Found<SharingOrder>): Promise<void> {
  switch (answered.kind) {
    case 'ok': {
      const { state, lines } = answered.value
      return recordShare(parts.db, { ...of, answer: { isFinished: state === 'FINISHED', lines } })
    }
    case 'refused': {
      const problem = `${answered.code} ${answered.message}`.slice(0, 200)
      parts.log.warn({ shareId: of.shareId, problem }, 'the channel refused a share')
      return blockShare(parts.db, { ...of, problem })
    }
    case 'unknown':
      return postponeShare(parts.db, { ...of, problem: `${answered.cause} ${answered.detail}`.slice(0, 200) })
    case 'absent':
      return postponeShare(parts.db, { ...of, problem: '渠道没有这笔分账，稍后重新提交' })
  }
}
