import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'

export type Identity = {
  provider: 'wechat' | 'alipay'
  appId: string
  subjectFingerprint: string
  subjectSealed: Buffer
  unionFingerprint: string | null
}

/** By the app's own id of the person, or by the id that WeChat gives one person over all apps of an owner. */
export async function findByIdentity(tx: GlobalTx, identity: Identity): Promise<string | undefined> {
  const row = await tx.one(sql<{ personId: string }>`
    select person_id as "personId" from person_identity
    where provider = ${identity.provider} and (
      (app_id = ${identity.appId} and subject_fingerprint = ${identity.subjectFingerprint})
      or (${identity.unionFingerprint}::text is not null and union_fingerprint = ${identity.unionFingerprint}))
    order by (app_id = ${identity.appId} and subject_fingerprint = ${identity.subjectFingerprint}) desc,
      created_at limit 1`)
  return row?.personId
}

/** False when another request was faster with the same identity. */
export async function insertIdentity(tx: GlobalTx, personId: string, identity: Identity): Promise<boolean> {
  const inserted = await tx.one(sql`
    insert into person_identity
      (person_id, provider, app_id, subject_fingerprint, subject_sealed, union_fingerprint, created_at)
    values (${personId}, ${identity.provider}, ${identity.appId}, ${identity.subjectFingerprint},
      ${identity.subjectSealed}, ${identity.unionFingerprint}, ${tx.now})
    on conflict (provider, app_id, subject_fingerprint) do nothing returning true`)
  return inserted !== undefined
}

/** The sealed id by which an app's channel knows this person: who pays, and where messages go. */
export async function findSubject(
  tx: GlobalTx,
  { personId, appId }: { personId: string; appId: string },
): Promise<Buffer | undefined> {
  const row = await tx.one(sql<{ sealed: Buffer }>`
    select subject_sealed as sealed from person_identity
    where person_id = ${personId} and app_id = ${appId} order by created_at desc limit 1`)
  return row?.sealed
}
