import { sql } from 'kysely'
import type { ApplicationState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import type { DocumentKind, FormField } from '../merchant-type/index.ts'
import { isSecret } from './fields.ts'
import { applicationNotFound, applicationStates } from './rules.ts'

export type Reason = { key: string; reason: string }

export type Application = {
  id: string
  typeCode: string | null
  state: ApplicationState
  /** What need not be kept secret, by field. */
  filled: Record<string, string>
  secretsSealed: Buffer | null
  /** As they were when it was handed in; null before. */
  form: FormField[] | null
  documentKinds: DocumentKind[] | null
  reasons: Reason[]
  note: string
  submittedAt: Date | null
  reviewedAt: Date | null
}

const columns = sql`id, type_code as "typeCode", state, filled, secrets_sealed as "secretsSealed", form,
  document_kinds as "documentKinds", reasons, note, submitted_at as "submittedAt", reviewed_at as "reviewedAt"`

export async function insertApplication(tx: Tx): Promise<void> {
  await tx.query(sql`
    insert into application (merchant_id, id, state, created_at, updated_at)
    values (${tx.merchantId}, ${tx.newId()}, 'draft', ${tx.now}, ${tx.now})`)
}

/** A merchant has one, or none where the operator registered it. */
export async function findApplication(tx: Tx): Promise<Application | undefined> {
  return tx.one(sql<Application>`select ${columns} from application where merchant_id = ${tx.merchantId}`)
}

export async function lockApplication(tx: Tx): Promise<Application> {
  const application = await tx.one(sql<Application>`
    select ${columns} from application where merchant_id = ${tx.merchantId} for update`)
  if (!application) throw applicationNotFound()
  return application
}

const context = (applicationId: string) => `application ${applicationId}`

/** All values by field, the secret ones too. */
export function valuesOf(vault: Vault, application: Application): Map<string, string> {
  const { id, filled, secretsSealed } = application
  const secrets = secretsSealed
    ? (JSON.parse(vault.open(secretsSealed, context(id)).toString('utf8')) as Record<string, string>)
    : {}
  return new Map(Object.entries({ ...filled, ...secrets }))
}

/** Keeps a draft; what the form calls secret is sealed. */
export async function saveValues(
  tx: Tx,
  vault: Vault,
  {
    id,
    typeCode,
    form,
    values,
  }: { id: string; typeCode: string; form: FormField[]; values: Map<string, string> },
): Promise<void> {
  const secret = new Set(form.filter(isSecret).map(({ key }) => key))
  const entries = [...values].filter(([, value]) => value !== '')
  const open = Object.fromEntries(entries.filter(([key]) => !secret.has(key)))
  const hidden = Object.fromEntries(entries.filter(([key]) => secret.has(key)))
  await tx.query(sql`
    update application set type_code = ${typeCode}, filled = ${JSON.stringify(open)}::jsonb,
      secrets_sealed = ${vault.seal(JSON.stringify(hidden), context(id))}, updated_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${id}`)
}

type Step = {
  actor: Actor
  note?: string
  reasons?: readonly Reason[]
  /** Handed in: what it answers from now on. */
  asked?: { form: FormField[]; documentKinds: DocumentKind[] }
}

/** One step of its life, with its row in the history. */
export async function markApplication(
  tx: Tx,
  application: Application,
  state: ApplicationState,
  { actor, note = '', reasons = [], asked }: Step,
): Promise<void> {
  applicationStates.check(application.state, state)
  const reviewed = state === 'approved' || state === 'rejected'
  const found = JSON.stringify(reasons)
  await tx.query(sql`
    update application set state = ${state}, updated_at = ${tx.now}, note = ${note}, reasons = ${found}::jsonb,
      form = coalesce(${asked ? JSON.stringify(asked.form) : null}::jsonb, form),
      document_kinds = coalesce(${asked ? JSON.stringify(asked.documentKinds) : null}::jsonb, document_kinds),
      submitted_at = case when ${state === 'submitted'} then ${tx.now}::timestamptz else submitted_at end,
      reviewed_at = case when ${reviewed} then ${tx.now}::timestamptz else reviewed_at end
    where merchant_id = ${tx.merchantId} and id = ${application.id}`)
  await tx.query(sql`
    insert into application_event (merchant_id, id, application_id, from_state, to_state, actor_kind, actor_id,
      note, reasons, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${application.id}, ${application.state}, ${state}, ${actor.kind},
      ${actor.id}, ${note}, ${found}::jsonb, ${tx.now})`)
}
