import { sql } from 'kysely'
import type { ReportTx } from '../kernel/db.ts'
import { platformNotFound } from '../modules/role/index.ts'

type Platform = { code: string; name: string; roles: number; permissions: number; members: number }
type Leaf = { code: string; zh: string; en: string }
type Area = Leaf & { permissions: Leaf[] }
type Template = {
  id: string
  platform: string
  name: string
  scope: string
  permissions: string[]
  secondFactor: boolean
  roles: number
}

/** Each platform with what it offers and how many people may enter it. */
export async function listPlatforms(read: ReportTx): Promise<Platform[]> {
  return read.query(sql<Platform>`
    select p.code, p.name,
      (select count(*)::integer from role_template t where t.platform = p.code) as roles,
      (select count(*)::integer from permission n where n.platform = p.code) as permissions,
      (select count(distinct s.login_id)::integer from staff s
        join staff_role g on g.merchant_id = s.merchant_id and g.staff_id = s.id
        join role r on r.merchant_id = g.merchant_id and r.id = g.role_id
        where r.platform = p.code and s.state = 'active') as members
    from platform p
    order by case p.code when 'merchant' then 1 when 'operator' then 2 else 3 end, p.code`)
}

export async function permissionTreeOf(read: ReportTx, platform: string): Promise<Area[]> {
  await checkPlatform(read, platform)
  const rows = await read.query(sql<Leaf & { area: string; areaZh: string; areaEn: string }>`
    select code, zh, en, area, area_zh as "areaZh", area_en as "areaEn" from permission
    where platform = ${platform} order by position`)
  const areas = new Map<string, Area>()
  for (const { code, zh, en, area, areaZh, areaEn } of rows) {
    const node = areas.get(area) ?? { code: area, zh: areaZh, en: areaEn, permissions: [] }
    node.permissions.push({ code, zh, en })
    areas.set(area, node)
  }
  return [...areas.values()]
}

/** With how many roles follow each. */
export async function listRoleTemplates(read: ReportTx, platform: string): Promise<Template[]> {
  await checkPlatform(read, platform)
  return read.query(templateRows(sql`t.platform = ${platform}`))
}

export async function findRoleTemplate(read: ReportTx, id: string): Promise<Template | undefined> {
  return read.one(templateRows(sql`t.id = ${id}`))
}

const templateRows = (where: ReturnType<typeof sql>) => sql<Template>`
  select t.id, t.platform, t.name, t.scope, t.permissions, t.second_factor as "secondFactor",
    (select count(*)::integer from role r where r.template_id = t.id) as roles
  from role_template t where ${where} order by t.position, t.name`

async function checkPlatform(read: ReportTx, platform: string): Promise<void> {
  if (!(await read.one(sql`select from platform where code = ${platform}`))) throw platformNotFound()
}
