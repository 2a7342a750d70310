import { catalogRoutes } from '@sesame/contract/catalog'
import { shopRoutes } from '@sesame/contract/shop'
import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { lookAtBoth } from './harness/pictures.ts'
import { openSale, payAtChannel, readOrder, startPaying, untilState, ways } from './harness/sale.ts'
import type { Sale } from './harness/sale.ts'
import { logInAtConsole, openPage } from './harness/staff.ts'

const people = browsing()

/** The same customer buys a cap, which is sent. */
async function buyCap(sale: Sale): Promise<Sale> {
  const { manager, code } = sale.shop
  const place = { category: '用品', description: '', imageIds: [], hiddenOnIos: false, position: 0 }
  const { id: productId } = await manager.call(catalogRoutes.addProduct, {
    body: {
      ...place,
      shape: 'single',
      sells: 'goods',
      byExpress: true,
      name: '泳帽',
      priceFen: 2900,
      unit: '顶',
    },
  })
  await manager.call(catalogRoutes.listProduct, { params: { productId } })
  const { id: orderId } = await sale.customer.call(shopRoutes.checkout, {
    params: { shop: code },
    body: { lines: [{ kind: 'goods', productId, quantity: 1 }] },
  })
  return { ...sale, order: { shop: code, orderId } }
}

test('a cap is sent: the parcel is entered, seen by the customer, and corrected', async () => {
  const sale = await buyCap(await openSale('寄东西的店'))
  await startPaying(sale, ways['wechat-pay'])
  await payAtChannel(sale, ways['wechat-pay'])
  await untilState(sale, ['completed'], false)

  const { page, complaints } = await people.open('desk')
  await logInAtConsole(page, sale.shop.owner)
  await openPage(page, '订单列表', '订单')
  await page.getByText('泳帽').first().click()
  const order = page.getByRole('dialog').filter({ hasText: '待发货' })
  await order.getByRole('button', { name: /^发\s?货$/ }).click()
  const question = page.getByRole('dialog').filter({ hasText: '填写发货信息' })
  await question.getByRole('combobox', { name: '快递公司' }).click()
  await page.getByTitle('顺丰速运').click()
  await question.getByRole('textbox', { name: '快递单号' }).fill('SF1234567890')
  expect(await question.getByRole('textbox', { name: '收件人手机后四位' }).inputValue()).toBe(
    sale.mobile.slice(-4),
  )
  await lookAtBoth(page, undefined)
  await question.getByRole('button', { name: /^发\s?货$/ }).click()
  await page.getByText('SF1234567890').waitFor()
  await lookAtBoth(page, undefined)
  expect((await readOrder(sale)).shipping).toMatchObject({ state: 'sent', carrier: 'SF' })

  await page.getByRole('button', { name: '更正发货信息' }).click()
  const correction = page.getByRole('dialog').filter({ hasText: '更正发货信息' }).last()
  await correction.getByRole('textbox', { name: '快递单号' }).fill('SF1234567899')
  await correction.getByRole('button', { name: '更正发货信息' }).click()
  await page.getByText('SF1234567899').waitFor()
  expect(complaints).toEqual([])
})
