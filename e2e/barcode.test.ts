import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { readOverview } from './harness/sale.ts'
import { sandbox } from './harness/sandbox.ts'
import { connectChannels, fillShelves, hire, openShop } from './harness/shop.ts'
import { logInAtConsole, openPage } from './harness/staff.ts'
import { until } from './harness/until.ts'

const people = browsing()

test('a card is opened with a payment code and its password, and another customer changes her mind', async () => {
  const shop = await openShop('小鱼游泳馆付款码')
  await fillShelves(shop)
  const { wechat, alipay } = await connectChannels(shop)
  const cashier = await hire(shop, '小李', '收银员')
  const [ming, hong] = ['13900030001', '13900030002']
  await sandbox.person('王小明', ming)
  await sandbox.person('李小红', hong)

  const { page, complaints } = await people.open('desk')
  await logInAtConsole(page, cashier)
  await openPage(page, '收银台')
  await sellTo(page, ming, '王小明')

  // The gun reads the code on the phone into the counter's one field: the cart is ordered and paid.
  await scan(page, await sandbox.paymentCode('wechat-pay', ming, { needsPassword: true }))
  const dialog = page.getByRole('dialog')
  await dialog.getByText('等待用户输入密码').waitFor()
  const { page: phone } = await people.open('phone')
  await phone.goto(`${inject('system').panel}/cashier/code?provider=wechat-pay&sandbox_person=${ming}`)
  await phone.getByText('输入密码付款').waitFor()
  await phone.getByRole('button', { name: '确认付款' }).click()
  await dialog.getByText('已收 ¥200.00').waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })

  await sellTo(page, hong, '李小红')
  await page.getByRole('button', { name: /^收款/ }).click()
  await dialog.getByRole('button', { name: /^确认收到现金/ }).waitFor()
  await page.keyboard.press('F8')
  await dialog.getByRole('textbox', { name: /付款码/ }).waitFor()
  await page.keyboard.type(await sandbox.paymentCode('alipay', hong, { needsPassword: true }))
  await page.keyboard.press('Enter')
  await dialog.getByText('等待用户输入密码').waitFor()
  await page.keyboard.press('F12')
  await dialog.getByText('没有收到钱，已撤销').waitFor()

  const tradeOf = async (merchant: string) => {
    const { items } = await sandbox.latestTrades()
    return items.find((trade) => trade.merchant === merchant)?.state
  }
  expect(await tradeOf(wechat.mchid)).toBe('SUCCESS')
  expect(await tradeOf(alipay.appId)).toBe('TRADE_CLOSED')
  await until('the money is at WeChat Pay alone', async () => {
    const overview = await readOverview(shop)
    return overview.atChannelsFen === 200_00 && overview.escrowFen === 200_00
  })
  expect(complaints).toEqual([])
})

async function sellTo(page: Page, mobile: string, name: string): Promise<void> {
  const box = page.getByRole('textbox', { name: '扫码或输入卡码、手机号、商品名' })
  await box.fill(mobile)
  await box.press('Enter')
  await page.getByRole('textbox', { name: '姓名' }).fill(name)
  await page.keyboard.press('Enter')
  await page.getByText(name).first().waitFor()
  await page.getByTitle('游泳十次卡').click()
  await page.getByRole('button', { name: /^收款/ }).and(page.locator(':enabled')).waitFor()
}

/** Faster than fingers, with Enter at the end. */
async function scan(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: '扫码或输入卡码、手机号、商品名' }).focus()
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}
