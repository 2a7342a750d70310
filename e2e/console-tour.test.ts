import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { browsing } from './harness/browser.ts'
import { readDemo } from './harness/demo.ts'
import { look, lookAtBoth } from './harness/pictures.ts'
import { logInAtConsole } from './harness/staff.ts'
import { until } from './harness/until.ts'

const people = browsing()

const as = { merchant: '商户', operator: '运营', permission: '权限' } as const
/** Lists whose rows open; each is shown with its first row open. */
const withDetails = [
  'orders',
  'refunds',
  'products',
  'cards',
  'redemptions',
  'customers',
  'staff',
  'merchants',
  'jobs',
]

const tours = [
  { login: 'lanwan-owner', audience: 'merchant', folder: 'console/' },
  { login: 'lanwan-manager', audience: 'merchant', folder: undefined },
  { login: 'lanwan-cashier', audience: 'merchant', folder: undefined },
  { login: 'lanwan-finance', audience: 'merchant', folder: undefined },
  { login: 'platform', audience: 'operator', folder: 'console/operator-' },
  { login: 'platform', audience: 'permission', folder: 'console/permission-' },
] as const

test('the login page', async () => {
  const { page, complaints } = await people.open('desk')
  await page.goto('/login')
  await page.getByText('演示账号').waitFor()
  await lookAtBoth(page, 'console/login')
  expect(complaints).toEqual([])
})

test.each(tours)(
  'every page of the $audience console that $login may open',
  async ({ login, audience, folder }) => {
    const { page, complaints } = await people.open('desk')
    const { password } = readDemo()
    await logInAtConsole(page, { loginName: login, password }, as[audience])
    await page.getByRole('navigation').first().waitFor()
    for (const address of await menuOf(page)) {
      const name = address.split('/').at(-1)!
      const link = page.getByRole('navigation').first().locator(`a[href="${address}"]`)
      // The menu is built anew when the window changes its width, with its groups closed.
      await until(`the link to ${address}`, async () => (await openMenu(page)) && link.isVisible())
      await link.click()
      await page.waitForURL((url) => url.pathname === address)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await lookAtBoth(page, folder && `${folder}${name}`)
      if (folder !== undefined && withDetails.includes(name)) await openFirst(page, `${folder}${name}-detail`)
    }
    expect(complaints).toEqual([])
  },
)

async function menuOf(page: Page): Promise<string[]> {
  const links = await (await openMenu(page)).getByRole('link').all()
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  return addresses.filter((address) => address !== null)
}

/** All groups opened, so that every page is a link that a person can see. */
async function openMenu(page: Page) {
  const menu = page.getByRole('navigation').first()
  const closed = menu.locator('[aria-expanded="false"]')
  await menu.getByRole('link').first().waitFor()
  while ((await closed.count()) > 0) await closed.first().click()
  return menu
}

async function openFirst(page: Page, name: string): Promise<void> {
  const list = new URL(page.url()).pathname
  await page.getByRole('row').filter({ visible: true }).nth(1).click()
  await page.getByRole('dialog').waitFor()
  await lookAtBoth(page, name)
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => url.pathname === list)
}

test('the sandbox', async () => {
  const { page, complaints } = await people.open('desk')
  const { panel } = inject('system')
  await page.goto(panel)
  await page.getByText('沙箱').first().waitFor()
  await look(page, 'sandbox/panel', 'desk')
  expect(complaints).toEqual([])
})
