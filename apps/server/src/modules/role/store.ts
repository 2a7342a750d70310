import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Scope, StaffPlatform } from '../access/index.ts'
import { roleNameTaken } from './rules.ts'

export type Role = {
  id: string
  platform: StaffPlatform
  name: string
  scope: Scope
  permissions: string[]
  /** Whoever holds it sets up a second factor before anything else. */
  secondFactor: boolean
  preset: boolean
  members: number
}

const selected = sql`
  select r.id, r.platform, r.name, r.scope, r.permissions, r.second_factor as "secondFactor",
    r.template_id is not null as preset,
    (select count(*)::integer from staff_role g join staff s
       on s.merchant_id = g.merchant_id and s.id = g.staff_id and s.state = 'active'
     where g.merchant_id = r.merchant_id and g.role_id = r.id) as members
  from role r`

export async function listRoles(tx: Tx, platform: StaffPlatform): Promise<Role[]> {
  return tx.query(sql<Role>`
    ${selected} where r.merchant_id = ${tx.merchantId} and r.platform = ${platform}
    order by r.created_at, r.id limit 200`)
}

export async function findRole(tx: Tx, id: string): Promise<Role | undefined> {
  return tx.one(sql<Role>`${selected} where r.merchant_id = ${tx.merchantId} and r.id = ${id}`)
}

/** Locked in the order of their ids; those that are not there are left out. */
export async function lockRoles(tx: Tx, ids: readonly string[]): Promise<Role[]> {
  await tx.query(sql`
    select from role where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])
    order by id for update`)
  return tx.query(sql<Role>`
    ${selected} where r.merchant_id = ${tx.merchantId} and r.id = any(${[...ids]}::uuid[]) order by r.id`)
}

export type NewRole = {
  platform: StaffPlatform
  name: string
  scope: Scope
  permissions: readonly string[]
  secondFactor?: boolean
  templateId?: string
}

export async function insertRole(tx: Tx, role: NewRole): Promise<string> {
  const id = tx.newId()
  const inserted = await tx.one(sql`
    insert into role (merchant_id, id, platform, name, scope, permissions, second_factor, template_id,
      created_at)
    values (${tx.merchantId}, ${id}, ${role.platform}, ${role.name}, ${role.scope},
      ${[...role.permissions]}::text[], ${role.secondFactor ?? false}, ${role.templateId ?? null}, ${tx.now})
    on conflict (merchant_id, platform, name) do nothing returning true`)
  if (!inserted) throw roleNameTaken({ name: role.name })
  return id
}

export async function updateRole(
  tx: Tx,
  role: Pick<Role, 'id' | 'platform' | 'name' | 'scope' | 'permissions' | 'secondFactor'>,
): Promise<void> {
  const twin = await tx.one(sql`
    select from role where merchant_id = ${tx.merchantId} and platform = ${role.platform}
      and name = ${role.name} and id <> ${role.id}`)
  if (twin) throw roleNameTaken({ name: role.name })
  await tx.query(sql`
    update role set name = ${role.name}, scope = ${role.scope}, permissions = ${role.permissions}::text[],
      second_factor = ${role.secondFactor}
    where merchant_id = ${tx.merchantId} and id = ${role.id}`)
}

export async function deleteRole(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`delete from role where merchant_id = ${tx.merchantId} and id = ${id}`)
}

/** Preset roles follow their template. */
export async function followTemplate(
  tx: Tx,
  template: { id: string; scope: Scope; permissions: readonly string[]; secondFactor: boolean },
): Promise<void> {
  await tx.query(sql`
    update role set scope = ${template.scope}, permissions = ${[...template.permissions]}::text[],
      second_factor = ${template.secondFactor}
    where merchant_id = ${tx.merchantId} and template_id = ${template.id}`)
}

/** All preset roles of a merchant, after a release brought new permissions. */
export async function followTemplates(tx: Tx): Promise<void> {
  await tx.query(sql`
    update role r set scope = t.scope, permissions = t.permissions, second_factor = t.second_factor
    from role_template t
    where r.merchant_id = ${tx.merchantId} and r.template_id = t.id
      and (r.scope, r.permissions, r.second_factor) is distinct from (t.scope, t.permissions, t.second_factor)`)
}
