import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Login } from './shop.ts'

/** What people of the merchant and of the operator do at the console. */
export async function logInAtConsole(
  page: Page,
  { loginName, password }: Login,
  as: '商户' | '运营' | '权限' = '商户',
): Promise<void> {
  const audience = { 商户: 'merchant', 运营: 'operator', 权限: 'permission' }[as]
  await page.goto(`/login?as=${audience}`)
  await page.getByLabel('登录名').fill(loginName)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: /^登\s?录$/ }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
}

/** Opens a page by the menu; a page inside a group that is closed is reached by opening the group. */
export async function openPage(page: Page, name: string, group?: string): Promise<void> {
  const menu = page.getByRole('navigation').first()
  const item = menu.getByRole('link', { name, exact: true })
  if (group !== undefined) {
    const title = menu.locator('[aria-expanded]').filter({ hasText: new RegExp(`^${group}$`) })
    // Asked of the menu, not of the eye: an open group takes a moment to show its pages.
    if ((await title.getAttribute('aria-expanded')) !== 'true') await title.click()
  }
  await item.click()
}

/** At the counter: types the code the customer reads out, and uses one of what it shows. */
export async function redeemAtCounter(page: Page, code: string, wanted: RegExp): Promise<void> {
  await page.getByRole('textbox', { name: '扫码或输入卡码、手机号、商品名' }).fill(code)
  await page.getByRole('button', { name: wanted }).click()
  await page.getByRole('status').getByText('核销成功').waitFor()
}

/** Within the dialog that says in numbers what will happen. */
export async function undoRedemption(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^撤\s?销$/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('撤销这次核销？').waitFor()
  await dialog.getByText('核销错了').click()
  await dialog.getByRole('button', { name: /^撤\s?销$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** A figure with its name; waits, because figures come alive by themselves. */
export async function expectFigures(page: Page, figures: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(figures)) {
    const figure = page.getByRole('link').filter({ hasText: name }).first()
    const lines = async () => (await figure.innerText()).split('\n').map((line) => line.trim())
    await expect.poll(lines, { timeout: 20_000, message: name }).toContain(value)
  }
}

/** Asked for again before money moves. */
export async function givePassword(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ hasText: '再次验证密码' })
  await dialog.getByLabel('登录密码').fill(password)
  await dialog.getByRole('button', { name: '验证并继续' }).click()
  await dialog.waitFor({ state: 'hidden' })
}
