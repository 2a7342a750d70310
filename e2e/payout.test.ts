import { channelRoutes } from '@sesame/contract/channels'
import { sessionRoutes } from '@sesame/contract/customer-session'
import { moneyRoutes } from '@sesame/contract/money'
import { payoutRoutes } from '@sesame/contract/payouts'
import { shopRoutes } from '@sesame/contract/shop'
import { staffRoutes, roleRoutes } from '@sesame/contract/staff'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { clientWith, customerClient } from './harness/clients.ts'
import { sandbox } from './harness/sandbox.ts'
import { connectChannels, fillShelves, hire, openShop, type Channels, type Shop } from './harness/shop.ts'
import { givePassword, logInAtConsole, openPage } from './harness/staff.ts'
import { until } from './harness/until.ts'

const people = browsing()

test('finance pays two people: one confirms, one lets it expire, and the money is where it belongs', async () => {
  const { shop, mchid } = await earningShop()
  const finance = await people.open('desk')
  await logInAtConsole(finance.page, await hire(shop, '小钱', '财务'))
  await openPage(finance.page, '应付', '资金')
  await enterPayable(finance.page, '孙一', '60')
  await enterPayable(finance.page, '周二', '40')

  const owner = await people.open('desk')
  await logInAtConsole(owner.page, shop.owner)
  await openPage(owner.page, '应付', '资金')
  await review(owner.page, '孙一')
  await review(owner.page, '周二')

  await openPage(finance.page, '付款', '资金')
  await askForPayouts(finance.page, ['孙一', '周二'])
  await finance.page.getByText('0 / 2 笔已付，共 ¥100.00').waitFor()

  await owner.page.goto(finance.page.url())
  await owner.page.getByRole('button', { name: '批准本批' }).click()
  const question = owner.page.getByRole('dialog').filter({ hasText: '批准本批 2 笔，共 ¥100.00？' })
  await question.getByRole('button', { name: '批准本批' }).click()
  await givePassword(owner.page, shop.owner.password)
  await question.waitFor({ state: 'hidden' })

  const waiting = await until('both wait for their person', async () => {
    const ours = (await sandbox.transfers()).filter((transfer) => transfer.mchid === mchid)
    return ours.length === 2 && ours
  })
  const phone = await people.open('phone')
  const { packageInfo } = waiting.find(({ amountFen }) => amountFen === 60_00)!
  await phone.page.goto(`${inject('system').panel}/cashier/wechat/transfer?package=${packageInfo}`)
  await phone.page.getByRole('button', { name: '确认收款' }).click()
  await phone.page.getByText('已收款').waitFor()
  await sandbox.expireTransfer(waiting.find(({ amountFen }) => amountFen === 40_00)!.outBillNo)

  await finance.page.getByRole('row').filter({ hasText: '孙一' }).getByText('已付出').waitFor()
  await finance.page.getByRole('row').filter({ hasText: '周二' }).getByText('未付成').waitFor()
  await finance.page.getByRole('row').filter({ hasText: '周二' }).click()
  await finance.page.getByRole('dialog').getByText('收款人没有在 24 小时内确认，款项已退回').first().waitFor()

  expect(await owedTo(shop)).toMatchObject({ 孙一: [0, 0], 周二: [40_00, 0] })
  const { availableFen, atChannelsFen } = await shop.manager.call(moneyRoutes.overview, {})
  expect([availableFen, atChannelsFen]).toEqual([240_00, 240_00])
  const complaints = [finance, owner, phone].flatMap((one) => one.complaints)
  // To be asked for the password again is what the owner waits for.
  expect(complaints.filter((complaint) => !complaint.includes(' got 403 from '))).toEqual([])
})

/** Has earned ¥300 over WeChat Pay, and two people of staff whom its mini-program has met. */
async function earningShop(): Promise<{ shop: Shop; mchid: string }> {
  const shop = await openShop('付款的店')
  const { visitId } = await fillShelves(shop)
  const channels = await connectChannels(shop)
  const appId = await addMiniProgram(shop, channels)
  const mobile = mobileOf(0)
  const customer = await customerClient(mobile)
  const params = { shop: shop.code }
  const lines = [{ kind: 'visit' as const, productId: visitId, quantity: 10 }]
  const { id: orderId } = await customer.call(shopRoutes.checkout, { params, body: { lines } })
  const order = { ...params, orderId }
  await customer.call(shopRoutes.pay, { params: order, body: { method: 'wechat-h5' } })
  const { attempts } = await customer.call(shopRoutes.getMyOrder, { params: order })
  await sandbox.pay({ provider: 'wechat-pay', outTradeNo: attempts[0]!.outTradeNo, mobile })
  await until('the visits are paid', async () => {
    const { state } = await customer.call(shopRoutes.getMyOrder, { params: order })
    return state === 'fulfilled' || state === 'completed'
  })
  for (const [place, name] of ['孙一', '周二'].entries()) await meet(shop, appId, name, mobileOf(place + 1))
  return { shop, mchid: channels.wechat.mchid }
}

const mobileOf = (place: number) => `136${String(process.pid % 10_000).padStart(4, '0')}00${place}0`

async function addMiniProgram({ manager, name }: Shop, channels: Channels): Promise<string> {
  const { appId, secret } = await sandbox.wechatApp('mini-program', name)
  await sandbox.wechatMerchant({ name, mchid: channels.wechat.mchid, appids: [appId] })
  const { wechatAccountId: channelAccountId } = channels
  const kind = 'wechat-mini-program' as const
  await manager.call(channelRoutes.addApp, {
    body: { kind, name, appId, secret, channelAccountId, templates: [] },
  })
  return appId
}

/** A person of staff who has come in by the mini-program with their own mobile. */
async function meet({ manager, code: shop }: Shop, appId: string, name: string, mobile: string) {
  const { items: roles } = await manager.call(roleRoutes.listRoles, {})
  const loginName = `payee-${mobile}`
  const roleIds = [roles.find((role) => role.name === '收银员')!.id]
  await manager.call(staffRoutes.addStaff, { body: { name, loginName, mobile, roleIds } })
  await sandbox.person(name, mobile)
  const body = await sandbox.phoneLogin(appId, mobile)
  await clientWith().call(sessionRoutes.loginByMiniProgram, { params: { shop }, body })
}

async function enterPayable(page: Page, name: string, yuan: string): Promise<void> {
  await page.getByRole('button', { name: '登记应付' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByLabel('员工').click()
  await page.locator('.ant-select-item-option').filter({ hasText: name }).click()
  await form.getByLabel('金额').fill(yuan)
  await form.getByLabel('事由').fill('三月佣金')
  await form.getByRole('button', { name: /^保\s?存$/ }).click()
  await page.getByRole('row').filter({ hasText: name }).getByText('待审核').waitFor()
}

async function review(page: Page, name: string): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByRole('button', { name: /^通\s?过$/ }).click()
  const question = page.getByRole('dialog').filter({ hasText: `通过 ${name} 的` })
  await question.getByRole('button', { name: /^通\s?过$/ }).click()
  await row.getByText('已审核').waitFor()
}

async function askForPayouts(page: Page, names: string[]): Promise<void> {
  await page
    .getByRole('button', { name: /付\s?款$/ })
    .first()
    .click()
  const form = page.getByRole('dialog')
  await form.getByLabel('说明').fill('三月佣金')
  for (const name of names) await form.getByRole('checkbox', { name }).check()
  await form.getByText('2 人，共 ¥100.00').waitFor()
  await form.getByRole('button', { name: '申请付款' }).click()
  const question = page.getByRole('dialog').filter({ hasText: '申请付给 2 人，共 ¥100.00？' })
  await question.getByRole('button', { name: '申请付款' }).click()
  await question.waitFor({ state: 'hidden' })
}

/** Of each person: what is payable, and what is on its way. */
async function owedTo({ manager }: Shop): Promise<Record<string, [number, number]>> {
  const { items } = await manager.call(payoutRoutes.listPayees, {})
  return Object.fromEntries(items.map(({ name, payableFen, payingFen }) => [name, [payableFen, payingFen]]))
}
