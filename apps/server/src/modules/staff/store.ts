import { sql } from 'kysely'
import { businessDay } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Scope, StaffPlatform } from '../access/index.ts'
import { administratorPermissions, lastAdministrator, staffNotFound, staffStates } from './rules.ts'

export type Staff = {
  id: string
  loginId: string
  loginName: string
  name: string
  mobileSealed: Buffer | null
  storeId: string | null
  storeName: string | null
  state: 'active' | 'left'
  joinedOn: string
  leftOn: string | null
  createdAt: Date
}

export type HeldRole = {
  id: string
  platform: StaffPlatform
  name: string
  scope: Scope
  permissions: string[]
  secondFactor: boolean
}

const selectStaff = sql`
  select s.id, s.login_id as "loginId", s.login_name as "loginName", s.name, s.mobile_sealed as "mobileSealed",
    s.store_id as "storeId", t.name as "storeName", s.state, s.joined_on as "joinedOn", s.left_on as "leftOn",
    s.created_at as "createdAt"
  from staff s left join store t on t.merchant_id = s.merchant_id and t.id = s.store_id`

export async function findStaff(tx: Tx, id: string): Promise<Staff | undefined> {
  return tx.one(sql<Staff>`${selectStaff} where s.merchant_id = ${tx.merchantId} and s.id = ${id}`)
}

export async function getStaff(tx: Tx, id: string): Promise<Staff> {
  const staff = await findStaff(tx, id)
  if (!staff) throw staffNotFound()
  return staff
}

export async function lockStaff(tx: Tx, id: string): Promise<Staff> {
  await tx.query(sql`select from staff where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  return getStaff(tx, id)
}

export async function rolesOfStaff(tx: Tx, staffId: string): Promise<HeldRole[]> {
  return tx.query(sql<HeldRole>`
    select r.id, r.platform, r.name, r.scope, r.permissions, r.second_factor as "secondFactor"
    from staff_role g join role r on r.merchant_id = g.merchant_id and r.id = g.role_id
    where g.merchant_id = ${tx.merchantId} and g.staff_id = ${staffId} order by r.created_at, r.id`)
}

export type Powers = Pick<Staff, 'name' | 'storeId'> & {
  roles: Pick<HeldRole, 'scope' | 'permissions' | 'secondFactor'>[]
}

/** What those who work here may do on a platform, by staff id, in one statement, as each request asks. */
export async function findPowers(
  tx: Tx,
  staffIds: readonly string[],
  platform: StaffPlatform,
): Promise<Map<string, Powers>> {
  const rows = await tx.query(sql<Powers & { id: string }>`
    select s.id, s.name, s.store_id as "storeId", (
      select coalesce(json_agg(json_build_object('scope', r.scope, 'permissions', r.permissions,
        'secondFactor', r.second_factor)), '[]')
      from staff_role g join role r on r.merchant_id = g.merchant_id and r.id = g.role_id
      where g.merchant_id = s.merchant_id and g.staff_id = s.id and r.platform = ${platform}) as roles
    from staff s
    where s.merchant_id = ${tx.merchantId} and s.id = any(${[...new Set(staffIds)]}::uuid[])
      and s.state = 'active'`)
  return new Map(rows.map(({ id, ...powers }) => [id, powers]))
}

export type NewStaff = {
  loginId: string
  loginName: string
  name: string
  mobileSealed: Buffer | null
  storeId: string | null
}

/** The row and the membership by which a login finds it. */
export async function insertStaff(tx: Tx, staff: NewStaff): Promise<string> {
  const id = tx.newId()
  await tx.query(sql`
    insert into staff (merchant_id, id, login_id, login_name, name, mobile_sealed, store_id, state, joined_on,
      created_at)
    values (${tx.merchantId}, ${id}, ${staff.loginId}, ${staff.loginName}, ${staff.name},
      ${staff.mobileSealed}, ${staff.storeId}, 'active', ${businessDay(tx.now)}, ${tx.now})`)
  await tx.query(sql`
    insert into membership (login_id, merchant_id, staff_id) values (${staff.loginId}, ${tx.merchantId}, ${id})`)
  return id
}

export async function updateStaff(
  tx: Tx,
  staff: Pick<Staff, 'id' | 'name' | 'mobileSealed' | 'storeId'>,
): Promise<void> {
  await tx.query(sql`
    update staff set name = ${staff.name}, mobile_sealed = ${staff.mobileSealed}, store_id = ${staff.storeId}
    where merchant_id = ${tx.merchantId} and id = ${staff.id}`)
}

export async function setRoles(tx: Tx, staffId: string, roleIds: readonly string[]): Promise<void> {
  await tx.query(sql`delete from staff_role where merchant_id = ${tx.merchantId} and staff_id = ${staffId}`)
  await tx.query(sql`
    insert into staff_role (merchant_id, staff_id, role_id)
    select ${tx.merchantId}::uuid, ${staffId}::uuid, role from unnest(${[...roleIds]}::uuid[]) role`)
}

/** A membership follows the state, so that nobody logs in at a place that they have left. */
export async function markStaff(tx: Tx, staff: Staff, state: Staff['state']): Promise<void> {
  staffStates.check(staff.state, state)
  const leftOn = state === 'left' ? businessDay(tx.now) : null
  await tx.query(sql`
    update staff set state = ${state}, left_on = ${leftOn}
    where merchant_id = ${tx.merchantId} and id = ${staff.id}`)
  await tx.query(sql`
    update membership set active = ${state === 'active'}
    where login_id = ${staff.loginId} and merchant_id = ${tx.merchantId}`)
}

/** Taken before roles change hands, so that two people can't each remove the other as the last but one. */
export async function lockAdministration(tx: Tx): Promise<void> {
  await tx.query(
    sql`select pg_advisory_xact_lock(hashtextextended('administration ' || ${tx.merchantId}, 0))`,
  )
}

/** Run after a change and before commit: somebody who may edit both staff and roles must be left. */
export async function checkAdministrator(tx: Tx): Promise<void> {
  const left = await tx.one(sql`
    select from staff s
    where s.merchant_id = ${tx.merchantId} and s.state = 'active' and (
      select array_agg(p) @> ${[...administratorPermissions]}::text[]
      from staff_role g join role r on r.merchant_id = g.merchant_id and r.id = g.role_id
        cross join unnest(r.permissions) p
      where g.merchant_id = s.merchant_id and g.staff_id = s.id and r.platform = 'merchant')
    limit 1`)
  if (!left) throw lastAdministrator()
}

/** Takes a role from those who left and still have it. */
export async function dropRole(tx: Tx, roleId: string): Promise<void> {
  await tx.query(sql`delete from staff_role where merchant_id = ${tx.merchantId} and role_id = ${roleId}`)
}
