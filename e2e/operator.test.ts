import { expect, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { operatorLogin } from './harness/operator.ts'
import { logInAtConsole, openPage } from './harness/staff.ts'

const people = browsing()
const password = 'zhima-kaimen-2026'

test('a merchant is registered, and its owner begins with a password of their own', async () => {
  const loginName = `yoga-owner-${process.pid}`
  const { page: operator, complaints: ofOperator } = await people.open('desk')
  await logInAtConsole(operator, operatorLogin, '运营')
  await openPage(operator, '商户', '商户')
  await operator.getByRole('button', { name: '登记商户' }).first().click()
  const form = operator.getByRole('dialog')
  await form.getByLabel('商户名称').fill('静心瑜伽')
  await form.getByLabel('类型').click()
  await operator.locator('.ant-select-item-option').filter({ hasText: '运动健身' }).click()
  await form.getByLabel('姓名').fill('静心')
  await form.getByLabel('登录名').fill(loginName)
  await form.getByRole('button', { name: '登记商户' }).click()

  const handover = operator.getByRole('dialog').filter({ hasText: '临时密码' })
  await handover.getByText('只显示这一次').waitFor()
  const temporary = await handover
    .getByText(/^[\w-]{10,}$/)
    .last()
    .innerText()
  await handover.getByRole('button', { name: '已交给本人' }).click()
  await operator.getByText('静心瑜伽').first().waitFor()

  const { page: owner, complaints: ofOwner } = await people.open('desk')
  await logInAtConsole(owner, { loginName, password: temporary })
  await owner.getByText('第一次登录，请先改密码').waitFor()
  await owner.goto('/m/orders')
  await owner.getByText('第一次登录，请先改密码').waitFor()
  await owner.getByLabel('现在的密码').fill(temporary)
  await owner.getByLabel('新密码').fill(password)
  await owner.getByLabel('再输一次').fill(password)
  await owner.getByRole('button', { name: '保存新密码' }).click()
  await owner.getByText('密码已修改').waitFor()

  await openPage(owner, '工作台')
  await owner.getByText('开张准备').waitFor()
  await owner.getByText('已完成 0 / 6').waitFor()
  await owner.getByRole('link', { name: /接通微信支付或支付宝/ }).click()
  await owner.getByRole('heading', { name: '支付渠道' }).waitFor()
  expect([...ofOperator, ...ofOwner]).toEqual([])
})

test('a job that was given up is tried again', async () => {
  const { page, complaints } = await people.open('desk')
  await logInAtConsole(page, operatorLogin, '运营')
  await openPage(page, '作业')
  await page.getByRole('button', { name: /死信/ }).click()
  await page.getByRole('row').filter({ hasText: '死信' }).first().click()
  const job = page.getByRole('dialog')
  await job.getByText('最近的错误').waitFor()
  await job.getByRole('button', { name: /^重\s?试$/ }).click()
  const question = page.getByRole('dialog').filter({ hasText: '重试这个作业？' })
  await question.getByRole('button', { name: /^重\s?试$/ }).click()
  await page.getByText('已重新排队').waitFor()
  expect(complaints).toEqual([])
})
