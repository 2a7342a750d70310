import { audit } from '../../kernel/audit.ts'
import { businessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import {
  applicationFieldUnknown,
  applicationNotWaiting,
  checkComplete,
  checkEditable,
  isSecret,
  listDocuments,
  lockApplication,
  markApplication,
  saveValues,
  valuesOf,
} from '../../modules/application/index.ts'
import type { Application } from '../../modules/application/index.ts'
import { merchantTypeUnknown } from '../../modules/merchant/index.ts'
import { findMerchantType } from '../../modules/merchant-type/index.ts'
import type { MerchantType } from '../../modules/merchant-type/index.ts'

type Parts = { db: Db; vault: Vault }
type Command = { key: string; caller: StaffCaller }
export type SaveApplication = Command & { typeCode: string; values: Record<string, string> }

/** Keeps a draft as it is, right or wrong. A secret value that is left out stays what it was. */
export async function saveApplication({ db, vault }: Parts, input: SaveApplication): Promise<void> {
  const { key, caller, typeCode, values } = input
  const actor = actorOf(caller)
  const hidden = vault.fingerprint(JSON.stringify(values))
  await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'save-application', { key, actor, typeCode, hidden }, async () => {
      const application = await lockApplication(tx)
      checkEditable(application)
      const type = await findMerchantType(tx, typeCode)
      if (!type?.enabled) throw merchantTypeUnknown({ typeCode })
      const known = new Set(type.form.map((field) => field.key))
      const unknown = Object.keys(values).find((name) => !known.has(name))
      // Of the type before, what the new one does not ask for is left behind.
      const isOfType = typeCode === application.typeCode
      if (unknown !== undefined && isOfType) throw applicationFieldUnknown({ key: unknown })

      const kept = [...valuesOf(vault, application)].filter(([name]) =>
        type.form.some((field) => field.key === name && isSecret(field)),
      )
      const { id } = application
      const asked = Object.entries(values).filter(([name]) => known.has(name))
      const merged = new Map([...kept, ...asked])
      await saveValues(tx, vault, { id, typeCode, form: type.form, values: merged })
      return {}
    }),
  )
}

/** Hands it in, with the form as it is today; refuses with all that is missing or wrong. */
export async function submitApplication({ db, vault }: Parts, { key, caller }: Command): Promise<void> {
  const actor = actorOf(caller)
  await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'submit-application', { key, actor }, async () => {
      const application = await lockApplication(tx)
      checkEditable(application)
      const { form, documents: documentKinds } = await typeOf(tx, application)
      const documents = await listDocuments(tx)
      const values = valuesOf(vault, application)
      checkComplete({ form, documentKinds, values, documents }, businessDay(tx.now))
      await markApplication(tx, application, 'submitted', { actor, asked: { form, documentKinds } })
      await note(tx, caller, application, 'application.submitted')
      return {}
    }),
  )
}

/** Takes it back while nobody has reviewed it. */
export async function withdrawApplication(db: Db, { key, caller }: Command): Promise<void> {
  const actor = actorOf(caller)
  await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'withdraw-application', { key, actor }, async () => {
      const application = await lockApplication(tx)
      if (application.state !== 'submitted') throw applicationNotWaiting({ state: application.state })
      await markApplication(tx, application, 'draft', { actor })
      await note(tx, caller, application, 'application.withdrawn')
      return {}
    }),
  )
}

async function typeOf(tx: Tx, { typeCode }: Application): Promise<MerchantType> {
  const type = typeCode === null ? undefined : await findMerchantType(tx, typeCode)
  if (!type?.enabled) throw merchantTypeUnknown({ typeCode })
  return type
}

async function note(tx: Tx, caller: StaffCaller, application: Application, action: string): Promise<void> {
  await audit(tx, {
    actor: actorOf(caller),
    action,
    subjectKind: 'application',
    subjectId: application.id,
    before: { state: application.state },
    after: { typeCode: application.typeCode },
  })
}
