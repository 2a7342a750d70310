import { describe, expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../../test/database.ts'
import { inMerchant } from '../../kernel/db.ts'
import { listProducts } from '../../reports/products.ts'
import { addCardType } from './save-card-type.ts'
import { addProduct, editProduct } from './save-product.ts'
import { shelveProduct } from './shelve-product.ts'
import { supplyStock } from './supply-stock.ts'

const db = await testDatabase()
const actor = { kind: 'staff' as const, id: 'a-manager' }
const plain = {
  category: '游泳',
  description: '',
  unit: '次',
  imageIds: [],
  hiddenOnIos: false,
  position: 0,
}
const single = {
  ...plain,
  shape: 'single' as const,
  sells: 'visit' as const,
  name: '游泳单次',
  priceFen: 88_00,
}

let keys = 0
const by = (merchantId: string) => ({ merchantId, actor, key: `key-${(keys += 1)}` })
const shelf = (merchantId: string) =>
  inMerchant(db, merchantId, async (tx) => (await listProducts(tx, {}, (ids) => [...ids])).items)

async function withBundle() {
  const merchantId = await newMerchant(db)
  const { productId } = await addProduct(db, { ...by(merchantId), product: single })
  const cardType = { name: '次卡', form: 'visits' as const, faceColor: '#0F7B6C', named: true, notice: '' }
  const { cardTypeId } = await addCardType(db, { ...by(merchantId), cardType })
  const bundle = {
    ...plain,
    shape: 'bundle' as const,
    name: '十次卡',
    priceFen: 680_00,
    cardTypeId,
    items: [
      { kind: 'visits' as const, productId, visits: 10, gift: false },
      { kind: 'visits' as const, productId, visits: 2, gift: true },
    ],
  }
  return { merchantId, productId, cardTypeId, bundle }
}

describe('a bundle', () => {
  test('of a card type that is not there is refused', async () => {
    const { merchantId, bundle } = await withBundle()
    const product = { ...bundle, cardTypeId: db.newId() }
    await expect(addProduct(db, { ...by(merchantId), product })).rejects.toMatchObject({
      code: 'card_type.not_found',
    })
    const { productId } = await addProduct(db, { ...by(merchantId), product: bundle })
    await expect(editProduct(db, { ...by(merchantId), productId, product })).rejects.toMatchObject({
      code: 'card_type.not_found',
    })
  })

  test('shows what its parts are worth and what they cost singly', async () => {
    const { merchantId, bundle } = await withBundle()
    const added = await addProduct(db, { ...by(merchantId), product: bundle })

    const shown = (await shelf(merchantId)).find((one) => one.id === added.productId)
    expect(shown).toMatchObject({
      state: 'draft',
      listValueFen: 12n * 88_00n,
      cardTypeName: '次卡',
      stockLeft: null,
    })
    expect(shown?.items.map((item) => [item.visits, item.gift, item.computedFen])).toEqual([
      [10, false, 680_00],
      [2, true, 0],
    ])
  })

  test('of another merchant’s product is refused and leaves nothing', async () => {
    const { bundle } = await withBundle()
    const other = await withBundle()
    const stolen = { ...other.bundle, items: bundle.items }

    await expect(addProduct(db, { ...by(other.merchantId), product: stolen })).rejects.toMatchObject({
      code: 'product.bundle_part_wrong',
    })
    expect(await shelf(other.merchantId)).toHaveLength(1)
  })

  test('cannot become a single product', async () => {
    const { merchantId, bundle } = await withBundle()
    const { productId } = await addProduct(db, { ...by(merchantId), product: bundle })
    await expect(editProduct(db, { ...by(merchantId), productId, product: single })).rejects.toMatchObject({
      code: 'product.state_wrong',
    })
  })
})

test('ten twins of one command add one product', async () => {
  const merchantId = await newMerchant(db)
  const command = { ...by(merchantId), product: single }
  const answers = await Promise.all(Array.from({ length: 10 }, () => addProduct(db, command)))
  expect(new Set(answers.map((answer) => answer.productId)).size).toBe(1)
  expect(await shelf(merchantId)).toHaveLength(1)
})

test('listing and delisting follow the states', async () => {
  const { merchantId, productId } = await withBundle()
  const shelve = (to: 'listed' | 'delisted') => shelveProduct(db, { ...by(merchantId), productId, to })
  await expect(shelve('delisted')).rejects.toMatchObject({ code: 'product.state_wrong' })
  await shelve('listed')
  await expect(shelve('listed')).rejects.toMatchObject({ code: 'product.state_wrong' })
  await shelve('delisted')
  await shelve('listed')
  expect((await shelf(merchantId))[0]).toMatchObject({ state: 'listed' })
})

test('stock is unlimited until supplied, and never below what is used', async () => {
  const { merchantId, productId } = await withBundle()
  const supply = (change: number) => supplyStock(db, { ...by(merchantId), productId, change })
  await supply(5)
  await expect(supply(-6)).rejects.toMatchObject({ code: 'stock.below_use' })
  await supply(-2)
  expect((await shelf(merchantId))[0]).toMatchObject({ stockLeft: 3 })
  await supplyStock(db, { ...by(merchantId), productId, unlimited: true })
  expect((await shelf(merchantId))[0]).toMatchObject({ stockLeft: null })
})

test('the words of the states are those of the database', async () => {
  const rows = await db.owner.query(
    `select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = 'product'::regclass`,
  )
  const check = rows.rows.map((row: { text: string }) => row.text).find((text) => text.includes("'draft'"))
  expect(check?.match(/'[a-z]+'/g)).toEqual(["'draft'", "'listed'", "'delisted'"])
})
