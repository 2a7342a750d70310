import { expireOrder } from '../exchanges/expire-order.ts'
import { checkPayment } from '../exchanges/check-payment.ts'
import type { Parts } from '../exchanges/parts.ts'
import { pushPayout } from '../exchanges/push-payout.ts'
import { pushRefund } from '../exchanges/push-refund.ts'
import { reconcileDay } from '../exchanges/reconcile-day.ts'
import { pushShare } from '../exchanges/push-share.ts'
import { reportShipping } from '../exchanges/report-shipping.ts'
import { resolveDay } from '../exchanges/resolve-difference.ts'
import { sendMessage, sendMessages } from '../exchanges/send-message.ts'
import { repointPerson } from '../flows/access/repoint-person.ts'
import { workRefundBatch } from '../flows/payments/refund-batch.ts'
import type { JobName, JobPayloads } from '../jobs/catalog.ts'
import { chainAuditLog } from './audit-chain.ts'
import { refreshCertificatesOf } from './certificates-refresh.ts'
import { forgetOldKeys } from './keys-forget.ts'
import { matchNoticesOf } from './notice-match.ts'
import { spreadMerge } from './person-spread.ts'
import { makeStatementsOf } from './settlement-make.ts'
import { timeAudit } from './timer-audit.ts'
import { timeBills } from './timer-bills.ts'
import { timeCertificates } from './timer-certificates.ts'
import { timeForget } from './timer-forget.ts'
import { timeSettlement } from './timer-settlement.ts'
import { timeSharing } from './timer-sharing.ts'
import { timeSweep } from './timer-sweep.ts'

export type Handlers = { [Name in JobName]: (payload: JobPayloads[Name]) => Promise<unknown> }

/** What each job does: a flow or an exchange, which may run again. */
export function handlersOf(parts: Parts): Handlers {
  return {
    'audit.chain': (payload) => chainAuditLog(parts, payload),
    'order.expire': (payload) => expireOrder(parts, payload),
    'payment.poll': (payload) => checkPayment(parts, payload, { byJob: true }),
    'refund.submit': (payload) => pushRefund(parts, payload, { again: true }),
    'refund.poll': (payload) => pushRefund(parts, payload),
    'refund.batch': (payload) => workRefundBatch(parts.db, payload),
    'share.push': (payload) => pushShare(parts, payload),
    'payout.push': (payload) => pushPayout(parts, payload),
    'notice.match': (payload) => matchNoticesOf(parts, payload),
    'message.send': (payload) => sendMessage(parts, payload),
    'message.send-each': (payload) => sendMessages(parts, payload),
    'shipping.report': (payload) => reportShipping(parts, payload),
    'bill.reconcile': (payload) => reconcileDay(parts, payload),
    'bill.resolve': (payload) => resolveDay(parts, payload),
    'settlement.make': (payload) => makeStatementsOf(parts, payload),
    'certificates.refresh': (payload) => refreshCertificatesOf(parts, payload),
    'keys.forget': (payload) => forgetOldKeys(parts, payload),
    'person.spread': (payload) => spreadMerge(parts, payload),
    'person.repoint': (payload) => repointPerson(parts, payload),
    'timer.audit': () => timeAudit(parts),
    'timer.sharing': () => timeSharing(parts),
    'timer.sweep': () => timeSweep(parts),
    'timer.bills': () => timeBills(parts),
    'timer.settlement': () => timeSettlement(parts),
    'timer.certificates': () => timeCertificates(parts),
    'timer.forget': () => timeForget(parts),
  }
}
