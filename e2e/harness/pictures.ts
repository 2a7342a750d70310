import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { root } from '../../scripts/paths.ts'

const wanted = process.env.SCREENSHOTS === '1'
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 375, height: 812 } }
export type Size = keyof typeof sizes

/** Looks at a page once it stands still: no error look, nothing wider than the screen; and keeps a picture. */
export async function look(page: Page, name: string | undefined, size: Size): Promise<void> {
  await expect.poll(() => loadingParts(page), { timeout: 20_000, message: `${page.url()} loads` }).toBe(0)
  for (const words of ['没能加载出来', '你没有这个页面的权限', '没有这个页面', '没能打开', '没有权限'])
    expect(await page.getByText(words, { exact: true }).count(), `${words} at ${page.url()}`).toBe(0)
  const within = { timeout: 5_000, message: `${page.url()} fits a ${size}` }
  await expect.poll(() => widest(page), within).toBeLessThanOrEqual(sizes[size].width)
  if (name !== undefined) await keep(page, size === 'phone' ? `${name}-phone` : name)
}

/** The same page on a large screen, and then as a phone shows it. */
export async function lookAtBoth(page: Page, name: string | undefined): Promise<void> {
  await look(page, name, 'desk')
  await page.setViewportSize(sizes.phone)
  await look(page, name, 'phone')
  await page.setViewportSize(sizes.desk)
}

const loadingParts = (page: Page): Promise<number> =>
  page.locator('.ant-skeleton-active, .ant-spin-spinning, .spinner').filter({ visible: true }).count()

const widest = (page: Page): Promise<number> =>
  page.evaluate<number>('Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)')

async function keep(page: Page, name: string): Promise<void> {
  if (!wanted) return
  const path = join(root, 'docs/screenshots', `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  // Drawers and charts move for a moment when they come.
  await page.waitForTimeout(700)
  await page.mouse.move(0, 0)
  const picture = await page.screenshot({ animations: 'disabled' })
  await sharp(picture).png({ palette: true, quality: 92, effort: 8 }).toFile(path)
}
