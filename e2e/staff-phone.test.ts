import { shopRoutes } from '@sesame/contract/shop'
import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { look } from './harness/pictures.ts'
import { openSale, payAtChannel, readOutcome, startPaying, untilState, ways } from './harness/sale.ts'
import { hire } from './harness/shop.ts'

const people = browsing()

test('staff redeem on their own phone, and take one back', async () => {
  const sale = await openSale('阳光少儿游泳')
  await startPaying(sale, ways['wechat-pay'])
  await payAtChannel(sale, ways['wechat-pay'])
  await untilState(sale, ['fulfilled'], false)
  const cashier = await hire(sale.shop, '小陈', '收银员')
  const { shop } = sale.order
  const { items } = await sale.customer.call(shopRoutes.listMyCards, { params: { shop } })
  const card = { shop, cardId: items[0]!.id }

  const { page, complaints } = await people.open('phone')
  await page.goto(`/h5/me?shop=${shop}`)
  await page.getByRole('button', { name: '员工入口' }).click()
  await page.getByRole('textbox', { name: '登录名' }).fill(cashier.loginName)
  await page.getByRole('textbox', { name: '密码' }).fill(cashier.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('阳光少儿游泳').waitFor()
  await look(page, 'client/staff', 'phone')

  await page.getByRole('textbox', { name: '16 位数字' }).fill('1234567890')
  await page.getByRole('button', { name: '查卡' }).click()
  await page.getByText('这不是卡码：卡码是 16 位数字').waitFor()

  const { code } = await sale.customer.call(shopRoutes.cardCode, { params: card })
  await page.getByRole('textbox', { name: '16 位数字' }).fill(code)
  await page.getByRole('button', { name: '查卡' }).click()
  await page.getByText('余 10').waitFor()
  await page.getByRole('radio', { name: '单次游泳' }).click()
  await look(page, 'client/staff-redeem', 'phone')
  await page.getByRole('button', { name: '核销 单次游泳 × 1' }).click()
  await page.getByText('确认核销').waitFor()
  await page.getByText('核销', { exact: true }).last().click()
  await page.getByText('核销成功').waitFor()
  await look(page, 'client/staff-redeemed', 'phone')
  expect(await readOutcome(sale)).toMatchObject({ escrowFen: 18_000, visitsLeft: [9] })

  await page.getByRole('button', { name: '撤销这一笔' }).click()
  await page.getByText('撤销', { exact: true }).last().click()
  await page.getByText('已撤销').waitFor()
  expect(await readOutcome(sale)).toMatchObject({ escrowFen: 20_000, visitsLeft: [10] })

  await page.getByRole('button', { name: '今日核销' }).click()
  await page.getByText('单次游泳').first().waitFor()
  await page.getByText('已撤销').waitFor()
  await look(page, 'client/staff-today', 'phone')
  expect(complaints).toEqual([])
})
