import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { hire, openShop } from './harness/shop.ts'
import { givePassword, logInAtConsole } from './harness/staff.ts'

const people = browsing()

const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate()

test('a cashier protects the login, comes back with a code, and sees who tried', async () => {
  const shop = await openShop('两步验证')
  const cashier = await hire(shop, '小林', '收银员')
  const { page, complaints } = await people.open('desk')
  await logInAtConsole(page, cashier)
  await page.goto('/m/profile')
  await page.getByRole('button', { name: '设置两步验证' }).click()
  await givePassword(page, cashier.password)
  const setUp = page.getByRole('dialog').filter({ hasText: '用手机验证器扫一扫' })
  const secret = await setUp.getByText(/^[A-Z2-7]{32}$/).innerText()
  await setUp.getByLabel('验证器显示的 6 位数字').fill(codeOf(secret))
  await setUp.getByRole('button', { name: /^开\s?启$/ }).click()
  const codes = page.getByRole('dialog').filter({ hasText: '恢复码' })
  const recovery = await codes
    .getByText(/^[a-z2-9]{5}-[a-z2-9]{5}$/)
    .first()
    .innerText()
  await codes.getByRole('button', { name: '我已保存好' }).click()
  await page.getByText('已开启').waitFor()

  const { page: elsewhere } = await people.open('desk')
  await elsewhere.goto('/login?as=merchant')
  await elsewhere.getByLabel('登录名').fill(cashier.loginName)
  await elsewhere.getByLabel('密码').fill(cashier.password)
  await elsewhere.getByRole('button', { name: /^登\s?录$/ }).click()
  await elsewhere.getByLabel('动态验证码').fill('000000')
  await elsewhere.getByRole('button', { name: /^登\s?录$/ }).click()
  await elsewhere.getByText('动态验证码不正确').waitFor()
  await elsewhere.getByLabel('动态验证码').fill(recovery)
  await elsewhere.getByRole('button', { name: /^登\s?录$/ }).click()
  await elsewhere.waitForURL((url) => !url.pathname.startsWith('/login'))

  await page.reload()
  await page.getByText('9 个').waitFor()
  await page.getByText('验证码错误').waitFor()
  expect(complaints.filter((complaint) => !complaint.includes(' got 403 from '))).toEqual([])
})
