import { orderRoutes } from '@sesame/contract/orders'
import { expect, inject, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { sesame } from './harness/command-line.ts'
import {
  expectOnSandbox,
  logInByMobile,
  openShopFront,
  readCardCode,
  readNextCardCode,
} from './harness/customer.ts'
import { sandbox } from './harness/sandbox.ts'
import { connectChannels, fillShelves, hire, openShop } from './harness/shop.ts'
import { expectFigures, logInAtConsole, openPage, redeemAtCounter, undoRedemption } from './harness/staff.ts'

const people = browsing()

const ways = [
  { method: '微信支付', tender: 'wechat-pay', mobile: '13900010001', pay: '支付' },
  { method: '支付宝', tender: 'alipay', mobile: '13900010002', pay: '支付' },
] as const

test.each(ways)('a ten-visit card, paid by $method, used twice, one use undone', async (way) => {
  const shop = await openShop('碧波游泳馆')
  await fillShelves(shop)
  await connectChannels(shop)
  const cashier = await hire(shop, '小周', '收银员')
  await sandbox.person('林小满', way.mobile)

  const { page: phone, complaints: ofPhone } = await people.open('phone')
  await openShopFront(phone, shop)
  await phone.getByText('游泳十次卡').click()
  await phone.getByRole('button', { name: '立即购买' }).click()
  await phone.getByRole('button', { name: /登录/ }).click()
  await logInByMobile(phone, way.mobile)
  await phone.getByRole('radio', { name: way.method }).click()
  await phone.getByRole('button', { name: '去支付' }).click()

  await expectOnSandbox(phone)
  await phone.getByText('¥200.00').first().waitFor()
  await phone.getByLabel('付款人').selectOption({ label: '林小满' })
  await phone.getByRole('button', { name: way.pay, exact: true }).click()
  await phone.getByText('付款成功').waitFor()
  await phone.getByRole('button', { name: '看我的卡' }).click()
  await phone.getByText('10次').waitFor()
  const firstCode = await readCardCode(phone)

  const { page: desk, complaints: ofDesk } = await people.open('desk')
  await logInAtConsole(desk, cashier)
  await openPage(desk, '收银台')
  await redeemAtCounter(desk, firstCode, /核销 单次游泳 1 次，剩 9/)
  const secondCode = await readNextCardCode(phone, firstCode)
  await phone.getByText('9次').waitFor()
  await redeemAtCounter(desk, secondCode, /核销 单次游泳 1 次，剩 8/)
  await undoRedemption(desk)
  await desk.getByRole('status').getByText('已撤销').waitFor()

  await phone.reload()
  await phone.getByText('9次').waitFor()

  const { page: office, complaints: ofOffice } = await people.open('desk')
  await logInAtConsole(office, shop.owner)
  await openPage(office, '工作台')
  await expectFigures(office, {
    今日收款: '¥200.00',
    今日成交: '1',
    今日核销: '1',
    今日消费释放: '¥20.00',
    预付余额: '¥180.00',
    可用余额: '¥20.00',
  })
  await openPage(office, '资金总览', '资金')
  await expectFigures(office, { 预付余额: '¥180.00', 可用余额: '¥20.00', 在渠道: '¥200.00', 待入账: '¥0.00' })

  const { items: deals } = await shop.manager.call(orderRoutes.listDeals, {
    query: { tender: way.tender },
  })
  expect(deals.map(({ amountFen }) => amountFen)).toEqual([20_000])
  expect([...ofPhone, ...ofDesk, ...ofOffice]).toEqual([])
  expect(await sesame(inject('system'), 'books', 'verify')).toMatchObject({ code: 0 })
})
