import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { operatorLogin } from './harness/operator.ts'
import { sandbox } from './harness/sandbox.ts'
import { logInAtConsole, openPage } from './harness/staff.ts'
import { until } from './harness/until.ts'

const people = browsing()

const filled: Record<string, string> = {
  主体名称: '杭州海燕体育有限公司',
  统一社会信用代码: '91350100M000100Y43',
  经营地址: '杭州市西湖区 1 号',
  姓名: '陈海燕',
  身份证号: '11010519491231002X',
  手机号: '13800138000',
  开户名: '杭州海燕体育有限公司',
  开户银行: '中国工商银行杭州西湖支行',
  银行账号: '6222021001116245702',
  '场馆面积（平方米）': '1200',
  小程序名称: '海燕游泳',
  小程序简介: '游泳、培训与水上活动',
  服务类目: '体育 > 体育场馆服务',
  注册邮箱: 'mini@example.com',
  管理员姓名: '陈海燕',
  管理员身份证号: '11010519491231002X',
  管理员手机号: '13800138000',
}

async function signUp(page: Page, merchantName: string): Promise<void> {
  const mobile = `137${String(Date.now()).slice(-8)}`
  await page.goto('/login')
  await page.getByRole('link', { name: '商户注册' }).click()
  await page.getByLabel('商户名称').fill(merchantName)
  await page.getByLabel('您的姓名').fill('陈海燕')
  await page.getByLabel('手机号').fill(mobile)
  await page.getByRole('button', { name: '获取验证码' }).click()
  const code = await until('the code in the text message', () => sandbox.code(mobile))
  await page.locator('#code').fill(code)
  await page.getByLabel('登录名').fill(`haiyan-${process.pid}`)
  await page.getByLabel('密码').fill('haiyan-youyong-2026')
  await page.getByRole('button', { name: '注册并登录' }).click()
  await page.getByRole('heading', { name: '入驻资料' }).waitFor()
}

/** A picture of whatever the browser shows is as good as a photo of a licence. */
async function upload(page: Page, label: string, expiresOn?: string): Promise<void> {
  const file = { name: `${label}.png`, mimeType: 'image/png', buffer: await page.screenshot() }
  const row = page
    .locator('.sesame-panel div')
    .filter({ hasText: label, has: page.locator('input[type=file]') })
    .last()
  await row.locator('input[type=file]').setInputFiles(file)
  if (expiresOn !== undefined) {
    const dialog = page.getByRole('dialog', { name: label })
    await dialog.getByLabel('有效期至').fill(expiresOn)
    await dialog.getByRole('button', { name: /^上\s?传$/ }).click()
  }
  await row.getByRole('img').or(row.locator('img')).first().waitFor()
}

async function handIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '提交审核' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交审核' }).click()
}

test('a merchant signs up, is sent back for one photo, mends it, and opens', async () => {
  const name = `海燕游泳馆${process.pid}`
  const { page: owner, complaints: ofOwner } = await people.open('desk')
  await signUp(owner, name)
  await owner.goto('/m/orders')
  await owner.getByRole('heading', { name: '入驻资料' }).waitFor()

  await owner.getByLabel('运动健身').check()
  await owner.getByText('主体信息').waitFor()
  await owner.getByLabel('主体类型').click()
  await owner.locator('.ant-select-item-option').filter({ hasText: '企业' }).first().click()
  for (const [label, value] of Object.entries(filled))
    await owner.getByLabel(label, { exact: true }).first().fill(value)
  await upload(owner, '法定代表人身份证（人像面）')
  await upload(owner, '门店照片')
  await upload(owner, '营业执照', '2036-01-01')
  await upload(owner, '法定代表人身份证（国徽面）', '2036-01-01')
  await handIn(owner)
  await owner.getByText('正在审核').waitFor()

  const { page: operator, complaints: ofOperator } = await people.open('desk')
  await logInAtConsole(operator, operatorLogin, '运营')
  await openPage(operator, '入驻审核', '商户')
  await operator.getByText(name).click()
  const drawer = operator.getByRole('dialog')
  await drawer.getByText('110***********002X').first().waitFor()
  await drawer.getByLabel('门店照片哪里不对？（留空表示没问题）').fill('看不清招牌')
  await drawer.getByRole('button', { name: /^退\s?回$/ }).click()
  const question = operator.getByRole('dialog').filter({ hasText: '退回给商户修改？' })
  await question.getByText('看不清招牌').waitFor()
  await question.getByRole('button', { name: /^退\s?回$/ }).click()
  await operator.getByText('已退回').first().waitFor()

  await owner.reload()
  await owner.getByText('审核意见：看不清招牌').waitFor()
  const photos = owner.locator('.sesame-document').filter({ has: owner.locator('img[alt="门店照片.png"]') })
  await photos.getByRole('button', { name: /^删\s?除$/ }).click()
  await photos.waitFor({ state: 'hidden' })
  await upload(owner, '门店照片')
  await handIn(owner)
  await owner.getByText('正在审核').waitFor()

  await operator.reload()
  await operator.getByText(name).click()
  await drawer.getByRole('button', { name: /^通\s?过$/ }).click()
  await operator
    .getByRole('dialog')
    .filter({ hasText: '通过入驻申请？' })
    .getByRole('button', { name: /^通\s?过$/ })
    .click()
  await operator.getByText('已通过').first().waitFor()

  await owner.goto('/m/dashboard')
  await owner.getByText('开张准备').waitFor()
  expect([...ofOwner, ...ofOperator]).toEqual([])
})
