import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { payoutRoutes } from '@sesame/contract/payouts'
import type { Sql, Tx } from '../kernel/db.ts'
import type { Vault } from '../kernel/secrets.ts'
import { maskMobile } from '../modules/person/index.ts'
import { startsWith, when, within } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Answers = typeof payoutRoutes
type Payable = Omit<AnswerOf<Answers['listPayables']>['items'][number], 'createdAt'> & { createdAt: Date }

const columns = (staffId: string) => sql`p.id, p.staff_id as "staffId", s.name as "staffName", p.kind,
  p.amount_fen as "amountFen", p.reason, p.state, p.note, enterer.name as "enteredBy",
  reviewer.name as "reviewedBy", (p.entered_by = ${staffId}::uuid or p.staff_id = ${staffId}::uuid) as mine,
  p.created_at as "createdAt", p.reviewed_at as "reviewedAt"`

const joined = sql`from staff_payable p
  join staff s on s.merchant_id = p.merchant_id and s.id = p.staff_id
  join staff enterer on enterer.merchant_id = p.merchant_id and enterer.id = p.entered_by
  left join staff reviewer on reviewer.merchant_id = p.merchant_id and reviewer.id = p.reviewed_by`

/** What was entered as owed to people of staff, the newest first. */
export async function listPayables(tx: Tx, staffId: string, query: QueryOf<Answers['listPayables']>) {
  const rows = await tx.query(sql<Payable>`
    select ${columns(staffId)} ${joined}
    where p.merchant_id = ${tx.merchantId}
      ${when(query.search, (text) => startsWith(sql`s.name`, text))}
      ${when(query.state, (state) => sql`p.state = ${state}`)}
      ${when(query.staffId, (id) => sql`p.staff_id = ${id}`)}
      ${within(sql`p.created_at`, query)}
      ${afterCursor(query, sql`p.created_at`, sql`p.id`)}
    order by p.created_at desc, p.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.createdAt)
}

export async function getPayableView(tx: Tx, staffId: string, payableId: string) {
  const row = await tx.one(sql<Payable>`
    select ${columns(staffId)} ${joined} where p.merchant_id = ${tx.merchantId} and p.id = ${payableId}`)
  return row!
}

type Payee = AnswerOf<Answers['listPayees']>['items'][number]
type PayeeRow = {
  id: string
  name: string
  mobileSealed: Buffer | null
  accruedFen: bigint
  payableFen: bigint
  payingFen: bigint
  createdAt: Date
}

/** Everybody of staff, with what is owed to them and where a channel could find them. */
export async function listPayees(tx: Tx, vault: Vault, query: QueryOf<Answers['listPayees']>) {
  const balance = (name: string): Sql => sql`coalesce((select b.balance from ledger_account a
    join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    where a.merchant_id = s.merchant_id and a.code = 'staff:' || s.id || ${`:commission:${name}`}), 0)`
  const rows = await tx.query(sql<PayeeRow>`
    select * from (
      select s.id, s.name, s.mobile_sealed as "mobileSealed", ${balance('accrued')} as "accruedFen",
        ${balance('payable')} as "payableFen", ${balance('paying')} as "payingFen", s.created_at as "createdAt"
      from staff s where s.merchant_id = ${tx.merchantId} ${when(query.search, (text) => startsWith(sql`s.name`, text))}
    ) s
    where ${query.owed ? sql`s."payableFen" > 0` : sql`true`}
      ${afterCursor(query, sql`s."createdAt"`, sql`s.id`)}
    order by s."createdAt" desc, s.id desc limit ${limitOf(query) + 1}`)
  const { items, nextCursor } = pageOf(rows, query, (row) => row.createdAt)
  const mobiles = items.map(
    ({ mobileSealed }) => mobileSealed && vault.open(mobileSealed, 'mobile').toString('utf8'),
  )
  const known = await knownAt(
    tx,
    mobiles.map((mobile) => (mobile ? vault.fingerprint(mobile) : null)),
  )
  const payees = items.map(({ id: staffId, mobileSealed: _, createdAt: __, ...row }, index) => ({
    staffId,
    ...row,
    mobile: mobiles[index] ? maskMobile(mobiles[index]) : null,
    wechat: known[index]!.has('wechat'),
    alipay: known[index]!.has('alipay'),
  }))
  return {
    items: payees satisfies (Omit<Payee, `${string}Fen`> & Record<`${string}Fen`, bigint>)[],
    nextCursor,
  }
}

/** By which channels the merchant's apps have met these people. */
async function knownAt(tx: Tx, fingerprints: readonly (string | null)[]): Promise<Set<string>[]> {
  const rows = await tx.query(sql<{ fingerprint: string; provider: string }>`
    select distinct p.mobile_fingerprint as fingerprint, i.provider
    from person p join person_identity i on i.person_id = p.id
    join app on app.merchant_id = ${tx.merchantId} and app.app_id = i.app_id
    where p.mobile_fingerprint = any(${fingerprints.filter((one) => one !== null)}::text[])`)
  return fingerprints.map(
    (fingerprint) => new Set(rows.flatMap((row) => (row.fingerprint === fingerprint ? [row.provider] : []))),
  )
}
