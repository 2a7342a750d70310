import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../../test/database.ts'
import { inMerchant } from '../../kernel/db.ts'
import { addImage } from '../../modules/image/index.ts'
import { readShopWindow } from '../../reports/shops.ts'
import { editShop } from './edit-shop.ts'

const db = await testDatabase()
const actor = { kind: 'staff' as const, id: 'an-owner' }
const window = { notice: '周一换水', phone: '0571-88001234', address: '文三路', themeColor: '#0E7490' }
const shown = (merchantId: string) =>
  inMerchant(db, merchantId, (tx) => readShopWindow(tx, (ids) => ids.map((id) => `/${id}`)))
const picture = { storageName: 'a', width: 1, height: 1, bytes: 1 }

test('customers see what was saved last', async () => {
  const merchantId = await newMerchant(db)
  const cover = await inMerchant(db, merchantId, (tx) => addImage(tx, picture))
  const shop = { ...window, coverImageId: cover.id }
  await editShop(db, { merchantId, key: 'one', actor, shop })
  expect(await shown(merchantId)).toMatchObject({ ...window, coverUrl: `/${cover.id}` })

  await editShop(db, { merchantId, key: 'two', actor, shop: { ...shop, notice: '', coverImageId: null } })
  expect(await shown(merchantId)).toMatchObject({ notice: '', coverUrl: null })
})

test("another merchant's picture is refused, and nothing changes", async () => {
  const [merchantId, other] = [await newMerchant(db), await newMerchant(db)]
  const foreign = await inMerchant(db, other, (tx) => addImage(tx, picture))
  const shop = { ...window, coverImageId: foreign.id }
  await expect(editShop(db, { merchantId, key: 'one', actor, shop })).rejects.toMatchObject({
    code: 'image.not_found',
  })
  expect(await shown(merchantId)).toMatchObject({ notice: '', coverImageId: null })
})
