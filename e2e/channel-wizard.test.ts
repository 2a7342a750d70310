import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { operatorLogin } from './harness/operator.ts'
import { readOverview } from './harness/sale.ts'
import { sandbox } from './harness/sandbox.ts'
import { openShop } from './harness/shop.ts'
import { logInAtConsole, openPage } from './harness/staff.ts'
import { until } from './harness/until.ts'

const people = browsing()

test('the owner connects WeChat Pay and proves it with one fen', async () => {
  const shop = await openShop('老张面馆')
  const official = await sandbox.wechatApp('official-account', '老张面馆')
  const keys = await sandbox.wechatMerchant({ name: '老张面馆', appids: [official.appId] })
  await sandbox.person('老张', '13900020001')

  const { page, complaints } = await people.open('desk')
  await logInAtConsole(page, shop.owner)
  await openPage(page, '支付渠道', '设置')
  await page.getByRole('button', { name: '接入支付渠道' }).first().click()
  await page.getByText('填自己的商户号，钱直接到商户').waitFor()
  await page.getByLabel('名称').fill('本店微信商户号')
  await page.getByRole('button', { name: '下一步' }).click()

  const wizard = page.getByRole('dialog')
  await wizard.getByRole('textbox', { name: /商户号/ }).fill(keys.mchid)
  await wizard.getByLabel('商户证书序列号').fill(keys.merchantSerial)
  await wizard.getByLabel('商户私钥').fill(keys.platformPublicKeyPem)
  await wizard.getByText('这里需要私钥，不是公钥或证书').waitFor()
  await wizard.getByLabel('商户私钥').fill(keys.merchantPrivateKeyPem)
  await wizard.getByText('看起来是一把私钥').waitFor()
  await wizard.getByLabel('APIv3 密钥').fill(keys.apiV3Key)
  await wizard.getByLabel('公钥 ID 或平台证书序列号').fill(keys.platformKeyId)
  await wizard.getByLabel('公钥或平台证书', { exact: true }).fill(keys.platformPublicKeyPem)
  await wizard.getByRole('button', { name: '保存并测试' }).click()

  await page.getByRole('link', { name: '新增应用' }).click()
  await addOfficialAccount(page, { name: '老张面馆公众号', ...official, account: '本店微信商户号' })

  await page.getByRole('button', { name: '开始测试' }).click()
  await page.getByText('用微信扫码支付 ¥0.01').waitFor()
  await payOneFen(keys.mchid, '老张')

  await page.getByText('一分钱已退回，渠道可以用了').waitFor()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('JSAPI 支付授权目录').waitFor()
  await drawer.getByText(`${new URL(page.url()).origin}/h5/`).waitFor()
  expect(complaints).toEqual([])
  expect(await readOverview(shop)).toMatchObject({ atChannelsFen: 0, unappliedFen: 0, refundingFen: 0 })
})

test('the operator enters its number, grants it, and the merchant collects by it without seeing a key', async () => {
  const shop = await openShop('河边茶馆')
  const official = await sandbox.wechatApp('official-account', '河边茶馆')
  const keys = await sandbox.wechatMerchant({ name: '平台', appids: [official.appId] })
  await sandbox.person('老李', '13900020002')
  const name = `平台代收${shop.code}`

  const { page: desk, complaints } = await people.open('desk')
  await logInAtConsole(desk, operatorLogin, '运营')
  await openPage(desk, '平台收款账户', '资金')
  await desk.getByRole('button', { name: '新增收款账户' }).click()
  const entry = desk.getByRole('dialog')
  await entry.getByLabel('名称').fill(name)
  await entry.getByRole('textbox', { name: /商户号/ }).fill(keys.mchid)
  await entry.getByLabel('商户证书序列号').fill(keys.merchantSerial)
  await entry.getByLabel('商户私钥').fill(keys.merchantPrivateKeyPem)
  await entry.getByLabel('APIv3 密钥').fill(keys.apiV3Key)
  await entry.getByLabel('公钥 ID 或平台证书序列号').fill(keys.platformKeyId)
  await entry.getByLabel('公钥或平台证书', { exact: true }).fill(keys.platformPublicKeyPem)
  await entry.getByRole('button', { name: /^保\s?存$/ }).click()
  await desk.getByText(name).first().click()

  const drawer = desk.getByRole('dialog')
  await drawer.getByLabel('商户名称开头或代码').fill(shop.code)
  await drawer.getByLabel('商户名称开头或代码').press('Enter')
  await drawer.getByText('未授权').waitFor()
  await drawer.getByRole('button', { name: /^授\s?权$/ }).click()
  await drawer.getByText('已授权', { exact: true }).first().waitFor()

  const { page } = await people.open('desk')
  await logInAtConsole(page, shop.owner)
  await openPage(page, '支付渠道', '设置')
  await page.getByRole('button', { name }).click()
  const seen = page.getByRole('dialog')
  await seen.getByText('平台代收', { exact: true }).waitFor()
  expect(await seen.getByRole('button', { name: '更换密钥' }).count()).toBe(0)
  expect(await seen.getByText('已保存的密钥').count()).toBe(0)
  await seen.getByRole('link', { name: '新增应用' }).click()
  await addOfficialAccount(page, { name: '河边茶馆公众号', ...official, account: name })
  await page.getByRole('button', { name: '开始测试' }).click()
  await payOneFen(keys.mchid, '老李')
  await page.getByText('一分钱已退回，渠道可以用了').waitFor()
  expect(complaints).toEqual([])
  expect(await readOverview(shop)).toMatchObject({ atChannelsFen: 0, unappliedFen: 0, refundingFen: 0 })
})

type Official = { name: string; appId: string; secret: string; account: string }

/** In the drawer that is open, for the account that asked for it. */
async function addOfficialAccount(page: Page, { name, appId, secret, account }: Official): Promise<void> {
  const editor = page.getByRole('dialog')
  await editor.getByLabel('种类').click()
  await page.getByTitle('微信公众号').last().click()
  await editor.getByLabel('名称').fill(name)
  await editor.getByLabel('AppID').fill(appId)
  await editor.getByLabel('AppSecret').fill(secret)
  await editor.getByText(account).waitFor()
  await editor.getByRole('button', { name: /^保\s?存$/ }).click()
  await editor.getByText(name).waitFor()
}

/** Somebody scans the code that is on the screen. */
async function payOneFen(mchid: string, payer: string): Promise<void> {
  const { page: phone } = await people.open('phone')
  await phone.goto(await scannedCode(mchid))
  await phone.getByText('0.01').first().waitFor()
  await phone.getByLabel('付款人').selectOption({ label: payer })
  await phone.getByRole('button', { name: '支付', exact: true }).click()
  await phone.getByText('支付成功').waitFor()
}

/** Where WeChat leads who scans the code that is on the screen. */
async function scannedCode(mchid: string): Promise<string> {
  const trade = await until('a code to scan', async () => {
    const { items } = await sandbox.latestTrades()
    return items.find((one) => one.merchant === mchid && one.codeUrl !== undefined)
  })
  return `${inject('system').panel}/cashier/wechat/scan?code_url=${encodeURIComponent(trade.codeUrl!)}`
}
