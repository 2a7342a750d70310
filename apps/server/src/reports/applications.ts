import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { onboardingRoutes } from '@sesame/contract/onboarding'
import type { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import { businessDay } from '../kernel/clock.ts'
import type { ReportTx, Sql, Tx } from '../kernel/db.ts'
import type { Vault } from '../kernel/secrets.ts'
import {
  applicationNotFound,
  findApplication,
  isSecret,
  listDocuments,
  mask,
  valuesOf,
} from '../modules/application/index.ts'
import type { Document } from '../modules/application/index.ts'
import { findMerchantType } from '../modules/merchant-type/index.ts'
import type { MerchantType } from '../modules/merchant-type/index.ts'
import { startsWith, when } from './filters.ts'
import { afterCursor, limitOf, pageByText, pageOf, textCursor } from './paging.ts'

type View = AnswerOf<typeof onboardingRoutes.saveApplication>
export type LinkTo = (documentId: string) => string

/** What was filled in and handed in, with the form that it answers; secret values are masked. */
export async function applicationView(tx: Tx, vault: Vault, linkTo: LinkTo) {
  const application = await findApplication(tx)
  if (!application) throw applicationNotFound()
  const { typeCode } = application
  const type = typeCode === null ? undefined : await findMerchantType(tx, typeCode)
  const handedIn = application.state === 'submitted' || application.state === 'approved'
  const form = (handedIn ? application.form : type?.form) ?? []
  const secret = new Set(form.filter(isSecret).map(({ key }) => key))
  const values = [...valuesOf(vault, application)].filter(([key]) => form.some((field) => field.key === key))
  const { id, state, reasons, note, submittedAt, reviewedAt } = application
  return {
    id,
    state,
    typeCode,
    typeName: type?.name ?? null,
    form,
    documentKinds: (handedIn ? application.documentKinds : type?.documents) ?? [],
    values: Object.fromEntries(values.map(([key, value]) => [key, secret.has(key) ? mask(value) : value])),
    documents: (await listDocuments(tx)).map((document) => documentView(document, linkTo)),
    reasons,
    note,
    submittedAt,
    reviewedAt,
    events: await eventsOf(tx, id),
  }
}

export const documentView = (document: Document, linkTo: LinkTo) => ({
  ...document,
  url: linkTo(document.id),
})

async function eventsOf(tx: Tx, applicationId: string): Promise<View['events']> {
  return tx.query(sql<View['events'][number]>`
    select e.id, e.created_at as at, e.from_state as "from", e.to_state as "to", e.note, e.reasons,
      coalesce(s.name, case e.actor_kind when 'operator' then '平台' else '系统' end) as "actorName"
    from application_event e
    left join staff s on s.merchant_id = e.merchant_id and s.id::text = e.actor_id
    where e.merchant_id = ${tx.merchantId} and e.application_id = ${applicationId}
    order by e.created_at desc, e.id desc limit 100`)
}

type Row = Omit<AnswerOf<typeof onboardingReviewRoutes.listApplications>['items'][number], 'createdAt'> & {
  createdAt: Date
}

/** Those of all merchants, the newest first. */
export async function listApplications(
  read: ReportTx,
  query: QueryOf<typeof onboardingReviewRoutes.listApplications>,
) {
  const where: Sql = sql`true ${when(query.state, (state) => sql`a.state = ${state}`)}
    ${when(query.typeCode, (code) => sql`a.type_code = ${code}`)}
    ${when(query.search, (text) => startsWith(sql`m.name`, text))} ${afterCursor(query, sql`a.created_at`, sql`a.id`)}`
  const rows = await read.query(sql<Row>`
    select a.id, a.merchant_id as "merchantId", m.code as "merchantCode", m.name as "merchantName",
      t.name as "typeName", a.state, a.created_at as "createdAt", a.submitted_at as "submittedAt",
      a.reviewed_at as "reviewedAt"
    from application a join merchant m on m.id = a.merchant_id
    left join merchant_type t on t.code = a.type_code
    where ${where} order by a.created_at desc, a.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.createdAt)
}

/** Whose application it is, for the operator, who knows only its id. */
export async function merchantOfApplication(
  read: ReportTx,
  applicationId: string,
): Promise<{ merchantId: string; merchantName: string }> {
  const found = await read.one(sql<{ merchantId: string; merchantName: string }>`
    select m.id as "merchantId", m.name as "merchantName"
    from application a join merchant m on m.id = a.merchant_id where a.id = ${applicationId}`)
  if (!found) throw applicationNotFound({ applicationId })
  return found
}

const reminderDays = 30
type ExpiringRow = AnswerOf<typeof onboardingReviewRoutes.listExpiringDocuments>['items'][number]

/** What open merchants must hand in anew within thirty days, or should have; the most urgent first. */
export async function listExpiringDocuments(
  read: ReportTx,
  query: QueryOf<typeof onboardingReviewRoutes.listExpiringDocuments>,
) {
  const until = businessDay(new Date(read.now.getTime() + reminderDays * 86_400_000))
  const place = sql`d.expires_on::text || ' ' || d.id::text`
  const rows = await read.query(sql<ExpiringRow>`
    select d.id, d.merchant_id as "merchantId", m.name as "merchantName", d.kind, d.expires_on as "expiresOn",
      coalesce((select k->>'label' from jsonb_array_elements(a.document_kinds) k where k->>'key' = d.kind), d.kind)
        as label
    from document d join merchant m on m.id = d.merchant_id
    join application a on a.merchant_id = d.merchant_id
    where d.removed_at is null and d.expires_on <= ${until} and m.state = 'active'
      and not exists (select from document l where l.merchant_id = d.merchant_id and l.kind = d.kind
        and l.removed_at is null and l.expires_on > d.expires_on)
      and ${place} > ${textCursor(query)}
    order by ${place} limit ${limitOf(query) + 1}`)
  return pageByText(rows, query, ({ expiresOn, id }) => `${expiresOn} ${id}`)
}

/** Types with how many merchants are of each. */
export async function listTypeForms(
  read: ReportTx,
  types: readonly MerchantType[],
): Promise<(MerchantType & { merchants: number })[]> {
  const counts = await read.query(sql<{ code: string; merchants: number }>`
    select type_code as code, count(*)::integer as merchants from merchant
    where kind = 'merchant' and type_code is not null group by type_code`)
  const byCode = new Map(counts.map(({ code, merchants }) => [code, merchants]))
  return types.map((type) => ({ ...type, merchants: byCode.get(type.code) ?? 0 }))
}
