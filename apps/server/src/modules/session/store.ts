import { sql } from 'kysely'
import type { Audience } from '@sesame/contract/route'
import type { GlobalTx } from '../../kernel/db.ts'
import { expiryOf, isWorthTouching } from './rules.ts'
import { hashOf, newToken } from './tokens.ts'

export type Session = {
  id: string
  platform: Audience
  personId: string | null
  loginId: string | null
  merchantId: string | null
  staffId: string | null
  knownBy: string[]
  ip: string
  agent: string
  createdAt: Date
  lastSeenAt: Date
  confirmedAt: Date | null
}

const columns = sql`id, platform, person_id as "personId", login_id as "loginId", merchant_id as "merchantId",
  staff_id as "staffId", known_by as "knownBy", ip, agent, created_at as "createdAt",
  last_seen_at as "lastSeenAt", confirmed_at as "confirmedAt"`

export type NewSession = {
  platform: Audience
  personId?: string
  loginId?: string
  merchantId?: string
  staffId?: string
  knownBy?: readonly string[]
  ip: string
  agent: string
}

export async function openSession(tx: GlobalTx, session: NewSession): Promise<{ id: string; token: string }> {
  const id = tx.newId()
  const token = newToken(tx.random)
  const { personId = null, loginId = null, merchantId = null, staffId = null, knownBy = [] } = session
  await tx.query(sql`
    insert into session (id, token_hash, platform, person_id, login_id, merchant_id, staff_id, known_by, ip,
      agent, created_at, last_seen_at, expires_at)
    values (${id}, ${hashOf(token)}, ${session.platform}, ${personId}, ${loginId}, ${merchantId}, ${staffId},
      ${[...knownBy]}::text[], ${session.ip}, ${session.agent}, ${tx.now}, ${tx.now},
      ${expiryOf(session.platform, tx.now)})`)
  return { id, token }
}

/** A session in use, with what else decides whether it opens anything: one statement, as each request asks. */
export type LivingSession = Session & {
  mustChangePassword: boolean
  hasSecondFactor: boolean
  merchantState: string | null
}

/** The living sessions of tokens, seen now, by token. Revoked and expired ones are not found. */
export async function findSessions(
  tx: GlobalTx,
  platform: Audience,
  tokens: readonly string[],
): Promise<Map<string, LivingSession>> {
  const byHash = new Map(tokens.map((token) => [hashOf(token), token]))
  const rows = await tx.query(sql<LivingSession & { tokenHash: string }>`
    select s.*, coalesce(l.must_change, false) as "mustChangePassword",
      l.second_factor_at is not null as "hasSecondFactor", m.state as "merchantState"
    from (
      select ${columns}, token_hash as "tokenHash" from session
      where token_hash = any(${[...byHash.keys()]}::text[]) and platform = ${platform} and revoked_at is null
        and expires_at > ${tx.now}
    ) s left join login l on l.id = s."loginId" left join merchant m on m.id = s."merchantId"`)
  const due = rows.filter(({ lastSeenAt }) => isWorthTouching(lastSeenAt, tx.now))
  if (due.length > 0) await touchSessions(tx, platform, due)
  return new Map(rows.map(({ tokenHash, ...session }) => [byHash.get(tokenHash)!, session]))
}

async function touchSessions(tx: GlobalTx, platform: Audience, sessions: readonly Session[]): Promise<void> {
  const ids = sessions.map(({ id }) => id).toSorted()
  await tx.query(sql`
    update session set last_seen_at = ${tx.now}, expires_at = ${expiryOf(platform, tx.now)}
    where id = any(${ids}::uuid[]) and revoked_at is null and last_seen_at < ${tx.now}`)
}

export async function listSessionsOfLogin(tx: GlobalTx, loginId: string): Promise<Session[]> {
  return tx.query(sql<Session>`
    select ${columns} from session
    where login_id = ${loginId} and revoked_at is null and expires_at > ${tx.now}
    order by last_seen_at desc, id desc limit 100`)
}

/** The person at this session has just proved the password. */
export async function confirmSession(tx: GlobalTx, id: string): Promise<void> {
  await tx.query(sql`update session set confirmed_at = ${tx.now} where id = ${id} and revoked_at is null`)
}

export async function revokeSession(tx: GlobalTx, id: string): Promise<void> {
  await tx.query(sql`update session set revoked_at = ${tx.now} where id = ${id} and revoked_at is null`)
}

/** Of a login: all, all but one, or those at one merchant. */
export async function revokeSessionsOfLogin(
  tx: GlobalTx,
  loginId: string,
  { except = null, merchantId = null }: { except?: string | null; merchantId?: string | null } = {},
): Promise<void> {
  await tx.query(sql`
    update session set revoked_at = ${tx.now}
    where login_id = ${loginId} and revoked_at is null
      and (${except}::uuid is null or id <> ${except}::uuid)
      and (${merchantId}::uuid is null or merchant_id = ${merchantId}::uuid)`)
}

/** When persons are found to be one, whoever is logged in as either goes on as the one that stays. */
export async function moveSessions(tx: GlobalTx, fromPersonId: string, toPersonId: string): Promise<void> {
  await tx.query(sql`update session set person_id = ${toPersonId} where person_id = ${fromPersonId}`)
}

export async function addKnownBy(tx: GlobalTx, sessionId: string, word: string): Promise<void> {
  await tx.query(sql`
    update session set known_by = array_append(known_by, ${word}::text)
    where id = ${sessionId} and not (${word}::text = any(known_by))`)
}
