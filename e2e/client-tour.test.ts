import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { expectOnSandbox, logInByMobile, readCardCode } from './harness/customer.ts'
import { readDemo } from './harness/demo.ts'
import { look } from './harness/pictures.ts'

const people = browsing()

/** Those who hold most of this shop's cards. */
function regulars() {
  const { shops, customers } = readDemo()
  const shop = shops[0]!
  return { shop, customers: customers.filter((one) => one.shop === shop.code) }
}

const picture = (page: Page, name: string) => look(page, `client/${name}`, 'phone')

test('every page of the customer app, for a guest and for a regular', async () => {
  const { shop, customers } = regulars()
  const { page, complaints } = await people.open('phone')
  await page.goto('/h5/')
  await page.getByText('先选一家店').waitFor()
  await picture(page, 'welcome')
  await page.getByRole('button', { name: '选择门店' }).click()
  await page.getByText(shop.name).waitFor()
  await picture(page, 'shops')
  await page.getByText(shop.name).click()
  await page.getByText('套餐卡').waitFor()
  await picture(page, 'home')
  await page.getByText('单品', { exact: true }).click()
  await picture(page, 'home-singles')

  await page.goto('/h5/me')
  await page.getByText('看自己的卡和订单').waitFor()
  await picture(page, 'me-guest')
  await page.getByText('看自己的卡和订单').click()
  await page.getByRole('textbox', { name: '手机号' }).waitFor()
  await picture(page, 'login')
  await logInByMobile(page, customers[0]!.mobile)
  await page.getByText(customers[0]!.mobile.slice(-4)).first().waitFor()
  await picture(page, 'me')

  await page.goto('/h5/cards')
  await page.getByText('使用中').first().waitFor()
  await picture(page, 'cards')
  await page.getByText('使用中').first().click()
  await readCardCode(page)
  await picture(page, 'card')

  await page.goto('/h5/orders')
  await page.getByText('¥').first().waitFor()
  await picture(page, 'orders')
  await page.locator('.panel').first().click()
  await page.waitForURL(/\/h5\/order\?/)
  await page.getByText('¥').first().waitFor()
  await picture(page, 'order')
  expect(complaints).toEqual([])
})

test('buying, as far as the cashier of each channel and back', async () => {
  const { shop, customers } = regulars()
  const { page, complaints } = await people.open('phone')
  await page.goto(`/h5/?shop=${shop.code}`)
  await page.locator('.product').first().click()
  await page.getByRole('button', { name: '立即购买' }).waitFor()
  await picture(page, 'product')
  await page.getByRole('button', { name: '立即购买' }).click()
  await page.getByText('请先登录').waitFor()
  await picture(page, 'checkout-guest')
  await page.getByRole('button', { name: '去登录' }).click()
  await logInByMobile(page, customers[1]!.mobile)
  await page.getByRole('radio', { name: '微信支付' }).waitFor()
  const address = page.url()
  for (const [method, name] of [
    ['微信支付', 'wechat-pay'],
    ['支付宝', 'alipay'],
  ] as const) {
    await page.goto(address)
    await page.getByRole('radio', { name: method }).click()
    if (name === 'wechat-pay') await picture(page, 'checkout')
    await page.getByRole('button', { name: '去支付' }).click()
    await expectOnSandbox(page)
    await look(page, `sandbox/cashier-${name}`, 'phone')
    if (name === 'wechat-pay') await page.getByRole('button', { name: '取消' }).click()
    else await page.getByRole('button', { name: '支付', exact: true }).click()
    await page.waitForURL((url) => url.href.startsWith(inject('system').address))
    await page.getByText(name === 'alipay' ? '付款成功' : '正在确认付款').waitFor()
    if (name === 'alipay') await picture(page, 'paid')
  }
  expect(complaints).toEqual([])
})
