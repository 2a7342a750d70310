import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { settingsRoutes } from '@sesame/contract/settings'
import type { shopRoutes } from '@sesame/contract/shop'
import type { ReportTx, Tx } from '../kernel/db.ts'
import { startsWith, when } from './filters.ts'
import { limitOf, pageByText, textCursor } from './paging.ts'
import type { ImageUrls } from './products.ts'

type Listed = AnswerOf<typeof shopRoutes.listShops>['items'][number]
type Shop = AnswerOf<typeof shopRoutes.getShop>
type ShopWindow = AnswerOf<typeof settingsRoutes.getShopWindow>
type ShopRow = Omit<Shop, 'coverUrl'> & { coverImageId: string | null }

/** Merchants that are open, by code: what anybody may know of them. */
export async function listShops(read: ReportTx, query: QueryOf<typeof shopRoutes.listShops>) {
  const rows = await read.query(sql<Listed>`
    select m.code, m.name, coalesce(t.name, '') as "typeName", coalesce(s.theme_color, '#0F7B6C') as "themeColor"
    from merchant m left join merchant_type t on t.code = m.type_code left join shop s on s.merchant_id = m.id
    where m.kind = 'merchant' and m.state = 'active' and m.code > ${textCursor(query)}
      ${when(query.search, (text) => startsWith(sql`m.name`, text))}
    order by m.code limit ${limitOf(query) + 1}`)
  return pageByText(rows, query, (row) => row.code)
}

/** The shop's face, with the apps by which a customer comes in and the messages they can be asked for. */
export async function readShop(tx: Tx, urls: ImageUrls): Promise<Shop> {
  const row = await tx.one(sql<ShopRow>`
    select m.code, m.name, coalesce(m.type_code, '') as "typeCode", coalesce(t.name, '') as "typeName",
      coalesce(s.notice, '') as notice, coalesce(s.phone, '') as phone, coalesce(s.address, '') as address,
      coalesce(s.theme_color, '#0F7B6C') as "themeColor", s.cover_image_id as "coverImageId",
      (select coalesce(json_agg(json_build_object('kind', a.kind, 'appId', a.app_id) order by a.kind), '[]')
        from app a where a.merchant_id = m.id) as apps,
      (select coalesce(json_agg(t order by t.event), '[]') from (
        select e.event, e.template_id as "templateId" from message_template e where e.merchant_id = m.id) t
      ) as templates
    from merchant m
    left join merchant_type t on t.code = m.type_code
    left join shop s on s.merchant_id = m.id
    where m.id = ${tx.merchantId}`)
  const { coverImageId, ...shop } = row!
  return { ...shop, coverUrl: coverImageId === null ? null : urls([coverImageId])[0]! }
}

/** The same as its merchant edits it. */
export async function readShopWindow(tx: Tx, urls: ImageUrls): Promise<ShopWindow> {
  const row = await tx.one(sql<Omit<ShopWindow, 'coverUrl'>>`
    select m.name, m.code, coalesce(s.notice, '') as notice, coalesce(s.phone, '') as phone,
      coalesce(s.address, '') as address, coalesce(s.theme_color, '#0F7B6C') as "themeColor",
      s.cover_image_id as "coverImageId"
    from merchant m left join shop s on s.merchant_id = m.id where m.id = ${tx.merchantId}`)
  return { ...row!, coverUrl: row!.coverImageId === null ? null : urls([row!.coverImageId])[0]! }
}
