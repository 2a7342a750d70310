import { sql } from 'kysely'
import { permissionTree } from '@sesame/contract/permissions'
import type { GlobalTx } from '../../kernel/db.ts'
import type { Scope, StaffPlatform } from '../access/index.ts'
import { presets } from './presets.ts'

export type Template = {
  id: string
  platform: StaffPlatform
  name: string
  scope: Scope
  permissions: string[]
  secondFactor: boolean
}

const columns = sql`id, platform, name, scope, permissions, second_factor as "secondFactor"`

/** In their order: the first template of a platform is the head's. */
export async function listTemplates(tx: GlobalTx, platform: string): Promise<Template[]> {
  return tx.query(sql<Template>`
    select ${columns} from role_template where platform = ${platform} order by position, name limit 200`)
}

export async function lockTemplate(tx: GlobalTx, id: string): Promise<Template | undefined> {
  return tx.one(sql<Template>`select ${columns} from role_template where id = ${id} for update`)
}

export async function updateTemplate(
  tx: GlobalTx,
  { id, scope, permissions, secondFactor }: Omit<Template, 'platform' | 'name'>,
): Promise<void> {
  await tx.query(sql`
    update role_template set scope = ${scope}, permissions = ${[...permissions]}::text[],
      second_factor = ${secondFactor}
    where id = ${id}`)
}

type Row = { code: string; area: string; zh: string; en: string; areaZh: string; areaEn: string }

/**
 * The permission table says what the routes declare; run by each migration. Answers the codes that are new, by
 * platform: none when the table was empty, because then no template was made before them.
 */
export async function fillPermissions(tx: GlobalTx): Promise<Map<string, string[]>> {
  // Twins would each write the rows that the other has not seen.
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('sesame permissions', 0))`)
  const before = await tx.query(sql<{ platform: string; code: string }>`
    delete from permission returning platform, code`)
  const known = new Set(before.map(({ platform, code }) => `${platform} ${code}`))
  const fresh = new Map<string, string[]>()
  for (const [platform, areas] of Object.entries(permissionTree)) {
    const rows = Object.entries(areas).flatMap(([area, { zh, en, permissions }]) =>
      Object.entries(permissions).map(([code, leaf]): Row => ({
        code,
        area,
        zh: leaf.zh,
        en: leaf.en,
        areaZh: zh,
        areaEn: en,
      })),
    )
    const values = rows.map(
      (row, position) => sql`(${platform}, ${row.code}, ${row.area}, ${row.zh}, ${row.en}, ${row.areaZh},
        ${row.areaEn}, ${position}::integer)`,
    )
    await tx.query(sql`
      insert into permission (platform, code, area, zh, en, area_zh, area_en, position)
      values ${sql.join(values)}`)
    const added = rows.map(({ code }) => code).filter((code) => !known.has(`${platform} ${code}`))
    fresh.set(platform, known.size === 0 ? [] : added)
  }
  return fresh
}

/**
 * Missing templates are added; those that were changed in the permission console stay as they are, but for
 * permissions that did not exist when they were changed: these come as the preset has them.
 */
export async function fillTemplates(
  tx: GlobalTx,
  fresh: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const [position, preset] of presets.entries()) {
    const added = (fresh.get(preset.platform) ?? []).filter((code) => preset.permissions.includes(code))
    await tx.query(sql`
      insert into role_template as t (id, platform, name, scope, permissions, position)
      values (${tx.newId()}, ${preset.platform}, ${preset.name}, ${preset.scope},
        ${[...preset.permissions]}::text[], ${position})
      on conflict (platform, name) do update set permissions = t.permissions || ${added}::text[]
        where not t.permissions @> ${added}::text[]`)
  }
}
