import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { sandbox } from './sandbox.ts'
import type { Shop } from './shop.ts'
import { until } from './until.ts'

/** What a customer does with the phone in one hand. */
export async function openShopFront(page: Page, { code, name }: Shop): Promise<void> {
  await page.goto(`/h5/?shop=${code}`)
  await page.getByText(name, { exact: true }).first().waitFor()
}

/** By the code that comes as a text message; ends where the customer wanted to go. */
export async function logInByMobile(page: Page, mobile: string): Promise<void> {
  await page.getByRole('textbox', { name: '手机号' }).fill(mobile)
  await page.getByText('获取验证码').click()
  await page.getByText(/秒后再发/).waitFor()
  const code = await until('the code in the text message', () => sandbox.code(mobile))
  await page.getByRole('textbox', { name: '六位验证码' }).fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** The sixteen digits under the QR code of a card that lies open. */
export async function readCardCode(page: Page): Promise<string> {
  const digits = page.getByText(/^\d{4} \d{4} \d{4} \d{4}$/)
  await digits.waitFor()
  return (await digits.innerText()).replaceAll(' ', '')
}

/** A code is good for one use, so the customer waits until the card shows the next one. */
export async function readNextCardCode(page: Page, used: string): Promise<string> {
  return until(
    'a new card code',
    async () => {
      const code = await readCardCode(page)
      return code === used ? undefined : code
    },
    45,
  )
}

export async function expectOnSandbox(page: Page): Promise<void> {
  await page.getByText('沙箱 · 不是真的支付').waitFor()
  expect(page.url().startsWith(inject('system').address)).toBe(false)
}
