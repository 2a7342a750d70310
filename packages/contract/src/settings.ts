import { command, query } from './route.ts'
import { Id, T, Text, nullable, object } from './schema.ts'

const audience = 'merchant' as const

/** What customers see of a shop before its products. */
export const ShopWindow = object({
  name: T.String(),
  code: T.String(),
  notice: T.String(),
  phone: T.String(),
  address: T.String(),
  themeColor: T.String(),
  coverImageId: nullable(Id),
  coverUrl: nullable(T.String()),
})

export const settingsRoutes = {
  getShopWindow: query({
    audience,
    path: '/shop',
    access: 'session',
    summary: '门面',
    answer: ShopWindow,
  }),
  editShopWindow: command({
    audience,
    method: 'PATCH',
    path: '/shop',
    access: 'store.edit',
    summary: '修改门面',
    body: object({
      notice: Text(200),
      phone: T.String({ maxLength: 20, pattern: '^[0-9+ -]*$' }),
      address: Text(120),
      themeColor: T.String({ pattern: '^#[0-9A-Fa-f]{6}$' }),
      coverImageId: nullable(Id),
    }),
    answer: ShopWindow,
  }),
}
