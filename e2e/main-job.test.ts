import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { expectOnSandbox, logInByMobile, openShopFront, readCardCode } from './harness/customer.ts'
import { sandbox } from './harness/sandbox.ts'
import { connectChannels, fillShelves, hire, openShop } from './harness/shop.ts'

const people = browsing()

test('a ten-visit card, by WeChat Pay', async () => {
  const shop = await openShop('碧波游泳馆')
  await fillShelves(shop)
  await connectChannels(shop)
  await hire(shop, '小周', '收银员')
  const mobile = '13900010001'
  await sandbox.person('林小满', mobile)

  const { page: phone } = await people.open('phone')
  await openShopFront(phone, shop)
  await phone.getByText('游泳十次卡').click()
  await phone.screenshot({ path: '/tmp/e2e/1.png' })
  await phone.getByRole('button', { name: '立即购买' }).click()
  await phone.screenshot({ path: '/tmp/e2e/2.png' })
  await phone.getByRole('button', { name: /登录/ }).click()
  await logInByMobile(phone, mobile)
  await phone.getByRole('radio', { name: '微信支付' }).click()
  await phone.screenshot({ path: '/tmp/e2e/3.png' })
  await phone.getByRole('button', { name: '去支付' }).click()
  await expectOnSandbox(phone)
  await phone.getByLabel('付款人').selectOption({ label: '林小满' })
  await phone.screenshot({ path: '/tmp/e2e/4.png' })
  await phone.getByRole('button', { name: '支付', exact: true }).click()
  await phone.getByText('付款成功').waitFor()
  await phone.screenshot({ path: '/tmp/e2e/5.png' })
  await phone.getByRole('button', { name: '看我的卡' }).click()
  await readCardCode(phone)
  await phone.screenshot({ path: '/tmp/e2e/6.png' })
  expect(1).toBe(1)
})
