import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import {
  applicationFieldUnknown,
  applicationNotWaiting,
  isSecret,
  lockApplication,
  markApplication,
  reasonsMissing,
  valuesOf,
} from '../../modules/application/index.ts'
import type { Application, Reason } from '../../modules/application/index.ts'
import { openMerchant } from '../../modules/merchant/index.ts'

export type ReviewApplication = {
  key: string
  caller: StaffCaller
  /** Whose application it is; the caller works for the operator. */
  merchantId: string
  decision: 'approved' | 'rejected'
  note: string
  reasons: readonly Reason[]
}

/** Approved: the merchant is open at once. Rejected: with a reason for what was wrong, and it may hand in again. */
export async function reviewApplication(db: Db, input: ReviewApplication): Promise<void> {
  const { key, caller, merchantId, decision, note, reasons } = input
  const actor = actorOf(caller)
  await inMerchant(db, merchantId, (tx) =>
    once(tx, 'review-application', { key, actor, decision, note, reasons }, async () => {
      const application = await lockApplication(tx)
      if (application.state !== 'submitted') throw applicationNotWaiting({ state: application.state })
      checkReasons(application, input)
      await markApplication(tx, application, decision, { actor, note, reasons })
      if (decision === 'approved') await openMerchant(tx, application.typeCode!)
      await audit(tx, {
        actor,
        action: `application.${decision}`,
        subjectKind: 'application',
        subjectId: application.id,
        before: { state: application.state },
        after: { state: decision, note, reasons },
      })
      return {}
    }),
  )
}

function checkReasons(application: Application, { decision, note, reasons }: ReviewApplication): void {
  if (decision === 'rejected' && reasons.length === 0 && note.trim() === '') throw reasonsMissing()
  if (decision === 'approved' && reasons.length > 0) throw reasonsMissing()
  const known = [...(application.form ?? []), ...(application.documentKinds ?? [])].map(({ key }) => key)
  const unknown = reasons.find(({ key }) => !known.includes(key))
  if (unknown) throw applicationFieldUnknown({ key: unknown.key })
}

/** The secret values as they were filled in; the look is written into the merchant's own log. */
export async function revealApplication(
  { db, vault }: { db: Db; vault: Vault },
  { key, caller, merchantId }: { key: string; caller: StaffCaller; merchantId: string },
): Promise<Record<string, string>> {
  const actor = actorOf(caller)
  return inMerchant(db, merchantId, async (tx) => {
    const application = await lockApplication(tx)
    await once(tx, 'reveal-application', { key, actor }, async () => {
      await audit(tx, {
        actor,
        action: 'application.revealed',
        subjectKind: 'application',
        subjectId: application.id,
      })
      return {}
    })
    const secret = (application.form ?? []).filter(isSecret).map((field) => field.key)
    return Object.fromEntries([...valuesOf(vault, application)].filter(([name]) => secret.includes(name)))
  })
}
