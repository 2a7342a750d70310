import { expect, inject, test } from 'vitest'
import { browsing } from './harness/browser.ts'
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
  await page.getByRole('radio', { name: /先到平台托管/ }).check()
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
  const editor = page.getByRole('dialog')
  await editor.getByLabel('种类').click()
  await page.getByTitle('微信公众号').last().click()
  await editor.getByLabel('名称').fill('老张面馆公众号')
  await editor.getByLabel('AppID').fill(official.appId)
  await editor.getByLabel('AppSecret').fill(official.secret)
  await editor.getByText('本店微信商户号').waitFor()
  await editor.getByRole('button', { name: /^保\s?存$/ }).click()
  await editor.getByText('老张面馆公众号').waitFor()

  await page.getByRole('button', { name: '开始测试' }).click()
  await page.getByText('用微信扫码支付 ¥0.01').waitFor()

  const { page: phone } = await people.open('phone')
  await phone.goto(await scannedCode(keys.mchid))
  await phone.getByText('0.01').first().waitFor()
  await phone.getByLabel('付款人').selectOption({ label: '老张' })
  await phone.getByRole('button', { name: '支付', exact: true }).click()
  await phone.getByText('支付成功').waitFor()

  await page.getByText('一分钱已退回，渠道可以用了').waitFor()
  expect(complaints).toEqual([])
  expect(await readOverview(shop)).toMatchObject({ atChannelsFen: 0, unappliedFen: 0, refundingFen: 0 })
})

/** Where WeChat leads who scans the code that is on the screen. */
async function scannedCode(mchid: string): Promise<string> {
  const trade = await until('a code to scan', async () => {
    const { items } = await sandbox.latestTrades()
    return items.find((one) => one.merchant === mchid && one.codeUrl !== undefined)
  })
  return `${inject('system').panel}/cashier/wechat/scan?code_url=${encodeURIComponent(trade.codeUrl!)}`
}
