import { shopRoutes } from '@sesame/contract/shop'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { lookAtBoth } from './harness/pictures.ts'
import { openSale, startPaying, untilState, ways } from './harness/sale.ts'
import type { Sale } from './harness/sale.ts'
import { sandbox } from './harness/sandbox.ts'
import { hire } from './harness/shop.ts'
import type { Shop } from './harness/shop.ts'
import { logInAtConsole, openPage } from './harness/staff.ts'

const people = browsing()

test('the finance clerk reconciles a day and deals with each kind of difference', async () => {
  const { shop, planted } = await sellYesterday()
  const finance = await hire(shop, '周会计', '财务')
  const { page, complaints } = await people.open('desk')
  await logInAtConsole(page, finance)
  await openPage(page, '对账', '资金')
  await reconcile(page, planted)
  const row = page.getByRole('row').filter({ hasText: planted.day }).filter({ hasText: '微信' })
  await row.click()
  const day = page.getByRole('dialog').filter({ hasText: `${planted.day} 账单` })
  await day.getByText('微信支付 · 渠道 / 账簿').waitFor()
  await day.getByRole('link', { name: /查看差异/ }).click()

  await handle(page, planted.amount, { kind: '收款 · 金额不符', action: '以账单为准' })
  await handle(page, planted.fee, { kind: '收款 · 手续费不符', action: '以账单为准' })
  await handle(page, planted.duplicate, { kind: '收款 · 账单重复', action: '不入账' })
  await handle(page, planted.refund, { kind: '退款 · 账簿没有', action: '以账单为准' })
  // About this one the channel was asked, and that one is looked for in the next bills.
  await rowOf(page, planted.state).getByText('已自动处理').waitFor()
  await rowOf(page, planted.drop).getByText('跨日等待').waitFor()

  await rowOf(page, planted.fee).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: '撤销处理' }).click()
  await confirm(page, '撤销这次处理？', '处理有误', '撤销处理')
  await drawer.getByText('待处理', { exact: true }).first().waitFor()
  await drawer.getByRole('button', { name: '以账单为准' }).click()
  await confirm(page, '以渠道账单为准入账？', '已核实', '以账单为准')
  await drawer.getByText('已处理', { exact: true }).first().waitFor()
  await lookAtBoth(page, 'bill-difference')
  await page.keyboard.press('Escape')
  await lookAtBoth(page, 'bill-differences')

  await openPage(page, '对账', '资金')
  await row.getByText('已对平').waitFor()
  await lookAtBoth(page, 'reconciliation')
  await row.click()
  await day.getByText('第 1 批').waitFor()
  await lookAtBoth(page, 'bill-day')
  expect(complaints).toEqual([])
})

const changes = ['amount', 'fee', 'duplicate', 'state', 'drop'] as const
type Planted = { day: string; refund: string } & Record<(typeof changes)[number], string>

/** Only a day that is over has a bill, so the sandbox is told that all was paid at noon of the day before. */
async function sellYesterday(): Promise<{ shop: Shop; planted: Planted }> {
  const sale = await openSale('对账书店')
  const account = `wechat-pay ${sale.merchantOf['wechat-pay']}`
  const day = new Date(Date.now() - 16 * 3_600_000).toISOString().slice(0, 10)
  const at = `${day}T12:00:00+08:00`
  const numbers = [await buy(sale, account, at)]
  while (numbers.length <= changes.length) {
    const { id: orderId } = await sale.customer.call(shopRoutes.checkout, {
      params: { shop: sale.shop.code },
      body: { lines: [{ kind: 'card-open', productId: sale.catalog.bundleId, quantity: 1 }] },
    })
    numbers.push(await buy({ ...sale, order: { shop: sale.shop.code, orderId } }, account, at))
  }
  for (const [place, change] of changes.entries())
    await sandbox.changeBill({ account, day, change, number: numbers[place]! })
  await sandbox.setClock(at)
  const { refundNo } = await sandbox.refundInConsole({
    account,
    outTradeNo: numbers.at(-1)!,
    amountFen: 5000,
  })
  await sandbox.setClock(null)
  const named = Object.fromEntries(changes.map((change, place) => [change, numbers[place]]))
  return { shop: sale.shop, planted: { day, refund: refundNo, ...named } as Planted }
}

async function buy(sale: Sale, account: string, at: string): Promise<string> {
  const { outTradeNo } = await startPaying(sale, ways['wechat-pay'])
  const transactionNo = `42000${String(Date.now()).padStart(23, '0')}`
  await sandbox.recordTrades(account, [{ outTradeNo, amountFen: 20_000, transactionNo, at }])
  await untilState(sale, ['fulfilled', 'completed'], true)
  return outTradeNo
}

async function reconcile(page: Page, { day }: Planted): Promise<void> {
  await page.getByRole('button', { name: /^对\s?账$/ }).click()
  const asking = page.getByRole('dialog')
  await asking.getByText('重新下载账单并核对').waitFor()
  const date = asking.getByRole('textbox', { name: '账单日' })
  await date.fill(day)
  await date.press('Enter')
  await asking.getByRole('button', { name: /^对\s?账$/ }).click()
  await asking.waitFor({ state: 'hidden' })
  await page.getByText('已开始，稍后可看到结果').waitFor()
  await expect
    .poll(
      async () => {
        await page.reload()
        const row = page.getByRole('row').filter({ hasText: day })
        await row.first().waitFor()
        return row.filter({ hasText: '有差异' }).count()
      },
      { timeout: 60_000, interval: 2000 },
    )
    .toBeGreaterThan(0)
}

const rowOf = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number })

async function handle(
  page: Page,
  number: string,
  { kind, action }: { kind: string; action: string },
): Promise<void> {
  await rowOf(page, number)
    .filter({ hasText: kind.split(' · ')[1]! })
    .click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText(kind).first().waitFor()
  await drawer.getByRole('button', { name: action }).click()
  await confirm(page, /以渠道账单为准入账？|不为这一笔入账？/, '已与渠道确认', action)
  await drawer.getByText('已处理', { exact: true }).first().waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
}

/** The question says in numbers what will happen, and wants a note. */
async function confirm(page: Page, title: string | RegExp, note: string, action: string): Promise<void> {
  const question = page.getByRole('dialog').filter({ hasText: title })
  const last = question.last()
  await last.getByText(note, { exact: true }).click()
  await last.getByRole('button', { name: action }).click()
  await last.waitFor({ state: 'hidden' })
}
