import { orderRoutes } from '@sesame/contract/orders'
import { shopRoutes } from '@sesame/contract/shop'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { lookAtBoth } from './harness/pictures.ts'
import { openSale, payAtChannel, readOrder, startPaying, untilState, ways } from './harness/sale.ts'
import type { Sale } from './harness/sale.ts'
import { sandbox } from './harness/sandbox.ts'
import { hire } from './harness/shop.ts'
import { logInAtConsole, openPage } from './harness/staff.ts'

const people = browsing()
const way = ways['wechat-pay']

async function pay(sale: Sale): Promise<string> {
  await startPaying(sale, way)
  await payAtChannel(sale, way)
  return (await untilState(sale, ['fulfilled'], false)).number
}

/** The same customer buys the same once more. */
async function buyAgain(sale: Sale): Promise<Sale> {
  const { id: orderId } = await sale.customer.call(shopRoutes.checkout, {
    params: { shop: sale.shop.code },
    body: { lines: [{ kind: 'card-open', productId: sale.catalog.bundleId, quantity: 1 }] },
  })
  return { ...sale, order: { shop: sale.shop.code, orderId } }
}

test('a class is cancelled: orders are refunded at once, one is stuck and paid by hand with proof', async () => {
  const first = await openSale('退款的店')
  const numbers = [await pay(first)]
  const second = await buyAgain(first)
  numbers.push(await pay(second))
  const stuck = { provider: 'wechat-pay' as const, fault: 'refund-abnormal', on: 'refund', count: 1 }
  await sandbox.putFault({ ...stuck, merchant: first.merchantOf['wechat-pay'] })

  const { page, complaints } = await people.open('desk')
  await logInAtConsole(page, first.shop.owner)
  await openPage(page, '批量退款', '订单')
  await draft(page, [...numbers, '20990101'])
  const batch = page.getByRole('dialog').filter({ hasText: '课程取消' })
  await batch.getByText('没有这个订单').waitFor()
  await lookAtBoth(page, 'console/refund-batch')
  await batch.getByRole('button', { name: '确认退款' }).click()
  const question = page.getByRole('dialog').filter({ hasText: '退 2 张订单，共 ¥400.00？' })
  await question.getByRole('button', { name: '确认退款' }).click()
  await batch.getByText('需要处理 1').waitFor()
  await batch.getByText('1/2').waitFor()

  await batch.getByRole('link', { name: '退款异常' }).click()
  const refund = page.getByRole('dialog').filter({ hasText: '渠道退款单号' })
  await refund.getByText('退款异常：用户账户无法收款').first().waitFor()
  await lookAtBoth(page, 'console/refund-stuck')
  await payByHand(page)
  await refund.getByText('线下退款凭证').waitFor()
  await expect.poll(async () => (await readOrder(first)).state, { timeout: 20_000 }).toBe('refunded')
  await expect.poll(async () => (await readOrder(second)).state, { timeout: 20_000 }).toBe('refunded')
  expect(complaints).toEqual([])
})

async function draft(page: Page, numbers: string[]): Promise<void> {
  await page.getByRole('button', { name: '新建批量退款' }).click()
  await page.getByLabel('原因').fill('课程取消')
  await page.getByLabel('订单号').fill(numbers.join('\n'))
  await page.getByRole('button', { name: /^预\s?览$/ }).click()
}

async function payByHand(page: Page): Promise<void> {
  await page.getByRole('button', { name: '线下已退' }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '登记线下退款' })
  await dialog.getByLabel('说明').fill('银行转账，回单 20261120')
  const background = { r: 200, g: 220, b: 215 }
  const buffer = await sharp({ create: { width: 80, height: 60, channels: 3, background } })
    .png()
    .toBuffer()
  await dialog.locator('input[type=file]').setInputFiles({ name: '回单.png', mimeType: 'image/png', buffer })
  await dialog.getByRole('img', { name: '凭证图片' }).waitFor()
  await dialog.getByRole('button', { name: '线下已退' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test('a part goes back in cash, and what is left in the till is handed in against a receipt', async () => {
  const { shop, catalog } = await openSale('收现金的店')
  const line = { kind: 'visit' as const, productId: catalog.visitId, quantity: 3 }
  const sold = await shop.manager.call(orderRoutes.sell, { body: { customerId: null, lines: [line] } })
  const params = { orderId: sold.id }
  await shop.manager.call(orderRoutes.takePayment, { params, body: { tender: 'cash' } })

  const owner = await people.open('desk')
  await logInAtConsole(owner.page, shop.owner)
  await openPage(owner.page, '订单列表', '订单')
  await owner.page.getByRole('row').filter({ hasText: sold.number }).click()
  await refundOne(owner.page)
  await openPage(owner.page, '现金', '资金')
  await owner.page.getByRole('row').filter({ hasText: '老板娘' }).getByText('60.00').first().waitFor()
  await lookAtBoth(owner.page, 'console/cash')
  await handIn(owner.page)

  const finance = await people.open('desk')
  await logInAtConsole(finance.page, await hire(shop, '王会计', '财务'))
  await openPage(finance.page, '现金', '资金')
  await finance.page.getByRole('row').filter({ hasText: '总部' }).click()
  const drawer = finance.page.getByRole('dialog').filter({ hasText: '清点人' })
  await lookAtBoth(finance.page, 'console/cash-received')
  await drawer.getByRole('button', { name: '确认收到' }).click()
  const question = finance.page.getByRole('dialog').filter({ hasText: '确认收到 ¥60.00？' })
  await question.getByRole('button', { name: '确认收到' }).click()
  await question.waitFor({ state: 'hidden' })
  await drawer.getByRole('button', { name: /^收\s?据$/ }).click()
  await finance.page.getByRole('dialog').filter({ hasText: '请双方当面点清' }).waitFor()
  expect([...owner.complaints, ...finance.complaints]).toEqual([])
})

async function refundOne(page: Page): Promise<void> {
  const drawer = page.getByRole('dialog').filter({ hasText: '支付方式' })
  await drawer.getByRole('button', { name: /^退\s?款$/ }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '退一部分' })
  await dialog.getByText('退一部分').click()
  await dialog.getByRole('spinbutton', { name: '退几件' }).fill('1')
  await dialog.getByLabel('原因').fill('少来一位')
  await lookAtBoth(page, 'console/refund-part')
  await dialog.getByRole('button', { name: '退款 ¥30.00' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await drawer.getByText('1 件').first().waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
}

async function handIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '清点交款' }).click()
  const form = page.getByRole('dialog').filter({ hasText: '按面额清点' })
  await form.getByLabel('¥50.00').fill('1')
  await form.getByLabel('¥10.00').fill('1')
  await form.getByText('一致').waitFor()
  await lookAtBoth(page, 'console/cash-count')
  await form.getByRole('button', { name: '提交清点' }).click()
  await page.getByText('已提交，等另一位同事确认收到').waitFor()
}
