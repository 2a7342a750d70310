import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { readDemo } from './harness/demo.ts'
import { givePassword, logInAtConsole, openPage } from './harness/staff.ts'

const people = browsing()

const patient = { timeout: 300_000 }

/** Told with the demo's merchant, because only weeks of reconciled and confirmed days let anything be withdrawn. */
test('two persons agree to money for a new account, and the owner sees it arrive', patient, async () => {
  const { password } = readDemo()
  const owner = await people.open('desk')
  await logInAtConsole(owner.page, { loginName: 'xiaoyuan-owner', password })
  await openPage(owner.page, '提现', '资金')
  const number = await withdraw(owner.page, password)

  const first = await people.open('desk')
  await logInAtConsole(first.page, { loginName: 'platform', password }, '运营')
  await openWithdrawal(first.page, number)
  await agree(first.page, password)
  await first.page.getByText('你已同意，等待另一位同事复核').waitFor()
  await first.page.getByRole('dialog').getByText('1 / 2 人同意').waitFor()
  expect(await first.page.getByRole('button', { name: /^同\s?意$/ }).count()).toBe(0)

  const second = await people.open('desk')
  await logInAtConsole(second.page, { loginName: 'platform-review', password }, '运营')
  await openWithdrawal(second.page, number)
  await agree(second.page, password)
  await second.page.getByRole('dialog').getByText('2 / 2 人同意').waitFor()
  await transfer(second.page)

  await owner.page.reload()
  const row = owner.page.getByRole('row').filter({ hasText: number })
  await row.getByText('已到账').waitFor()
  const complaints = [owner, first, second].flatMap((one) => one.complaints)
  // To be asked for the password again is what each of them waits for.
  expect(complaints.filter((complaint) => !complaint.includes(' got 403 from '))).toEqual([])
})

/** A new bank account, and money to it: the password is asked for once. */
async function withdraw(page: Page, password: string): Promise<string> {
  await page.getByRole('button', { name: /^修\s?改$/ }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('户名').fill('晓园出行')
  await form.getByLabel('开户银行').fill('招商银行')
  await form.getByLabel('银行账号').fill('6214830200556677889')
  await form.getByRole('button', { name: /^保\s?存$/ }).click()
  await givePassword(page, password)
  await page.getByText('收款账户已保存').waitFor()
  await page.getByText('首次打款到此账户需要两人复核').waitFor()

  await page.getByRole('button', { name: /^提\s?现$/ }).click()
  const asking = page.getByRole('dialog').filter({ hasText: '申请提现' })
  await asking.getByRole('textbox', { name: '金额' }).fill('8.66')
  await asking.getByText('需要平台两人复核').waitFor()
  await asking.getByRole('button', { name: /^提\s?现$/ }).click()
  await page.getByText('提现申请已提交').waitFor()
  const row = page.getByRole('row').filter({ hasText: '招商银行 7889' })
  await row.getByText('8.66').waitFor()
  return row.getByText(/^W\d{8}/).innerText()
}

async function openWithdrawal(page: Page, number: string): Promise<void> {
  await openPage(page, '提现审核', '资金')
  await page.getByRole('row').filter({ hasText: number }).click()
  await page.getByRole('dialog').getByText('**** **** **** 7889').waitFor()
}

async function agree(page: Page, password: string): Promise<void> {
  await page.getByRole('button', { name: /^同\s?意$/ }).click()
  const question = page.getByRole('dialog').filter({ hasText: '同意这笔提现？' })
  await question.getByRole('button', { name: /^同\s?意$/ }).click()
  await givePassword(page, password)
  await question.waitFor({ state: 'hidden' })
}

async function transfer(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开始打款' }).click()
  const question = page.getByRole('dialog').filter({ hasText: '开始为这笔提现打款？' })
  await question.getByRole('button', { name: '开始打款' }).click()
  await question.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '显示完整账号' }).click()
  await page.getByText('6214830200556677889').waitFor()

  await page.getByRole('button', { name: '登记成功' }).click()
  const result = page.getByRole('dialog').filter({ hasText: '银行已打款成功？' })
  await result.getByLabel('银行流水号').fill('CMB20261120-0007')
  await result.getByRole('button', { name: '登记成功' }).click()
  await result.waitFor({ state: 'hidden' })
  await page.getByRole('dialog').getByText('CMB20261120-0007').first().waitFor()
}
