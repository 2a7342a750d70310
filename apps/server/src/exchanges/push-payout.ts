import { unknown } from '../channels/outcome.ts'
import type { Found } from '../channels/outcome.ts'
import { beginPayout, endUnsent, postponePayout, recordPayout } from '../flows/payouts/record-payout.ts'
import type { BegunPayout } from '../flows/payouts/record-payout.ts'
import { isRefusalFinal } from '../modules/payout/index.ts'
import type { PayoutAnswer } from '../modules/payout/index.ts'
import { openTransfers } from './channels/transfers.ts'
import type { TransferPort } from './channels/transfers.ts'
import type { Parts } from './parts.ts'

type Of = { merchantId: string; payoutId: string }

/**
 * Sends a payout, or asks about one that was sent. It may run any number of times: the number stays the same, and
 * what may have been accepted before is asked about before anything is sent again.
 */
export async function pushPayout(parts: Parts, of: Of): Promise<void> {
  const begun = await beginPayout(parts.db, of)
  if (!begun) return
  const port = openTransfers(parts, begun.account, begun.payout)
  const known = begun.wasSent ? await port.query() : ({ kind: 'absent' } as const)
  await record(parts, of, begun, await goOn(port, begun, known))
}

/** What to do next with what the channel knows. */
async function goOn(
  port: TransferPort,
  { payout }: BegunPayout,
  known: Found<PayoutAnswer>,
): Promise<Found<PayoutAnswer>> {
  // That it would not answer says nothing of the payout.
  if (known.kind === 'refused') return unknown('bad-answer', `${known.code} ${known.message}`)
  if (payout.cancelAsked) return known.kind === 'ok' ? takeBack(port, known) : known
  if (known.kind === 'absent') return send(port)
  // The answer that accepted it was lost, and only that one has what the phone opens the confirmation with.
  const isWaiting = known.kind === 'ok' && known.value.state === 'waiting'
  if (!isWaiting || payout.packageSealed) return known
  const again = await port.send()
  return again.kind === 'ok' ? again : known
}

/** A refusal or silence decides nothing before the channel was asked. */
async function send(port: TransferPort): Promise<Found<PayoutAnswer>> {
  const outcome = await port.send()
  if (outcome.kind === 'ok') return outcome
  const found = await port.query()
  if (found.kind === 'ok' || found.kind === 'unknown') return found
  return outcome.kind === 'refused' && found.kind === 'refused'
    ? unknown('bad-answer', `${found.code} ${found.message}`)
    : outcome
}

async function takeBack(
  port: TransferPort,
  known: { kind: 'ok'; value: PayoutAnswer },
): Promise<Found<PayoutAnswer>> {
  if (known.value.state !== 'waiting' && known.value.state !== 'accepted') return known
  await port.cancel()
  return port.query()
}

async function record(
  parts: Parts,
  of: Of,
  begun: BegunPayout,
  answered: Found<PayoutAnswer>,
): Promise<void> {
  const { payout } = begun
  switch (answered.kind) {
    case 'ok': {
      const { outBillNo } = payout
      await recordPayout(parts, { merchantId: of.merchantId, outBillNo, answer: answered.value })
      return
    }
    case 'refused': {
      const problem = `${answered.code} ${answered.message}`.slice(0, 200)
      parts.log.warn({ payoutId: of.payoutId, problem }, 'the channel refused a payout')
      if (!isRefusalFinal(payout, parts.db.clock.now())) return postponePayout(parts.db, { ...of, problem })
      return endUnsent(parts.db, { ...of, problem, state: 'failed' })
    }
    case 'unknown': {
      const problem = `${answered.cause} ${answered.detail}`.slice(0, 200)
      return postponePayout(parts.db, { ...of, problem })
    }
    case 'absent': {
      const problem = '渠道没有这笔付款'
      if (!isRefusalFinal({ ...payout, polls: 1 }, parts.db.clock.now()))
        return postponePayout(parts.db, { ...of, problem })
      return endUnsent(parts.db, { ...of, problem, state: 'cancelled' })
    }
  }
}
