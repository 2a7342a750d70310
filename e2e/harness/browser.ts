import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { launchBrowser } from '../../scripts/browser.ts'
import { root } from '../../scripts/paths.ts'

const phoneAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
  'Version/18.5 Mobile/15E148 Safari/604.1'
const common = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' as const }
const screens = {
  phone: {
    ...common,
    viewport: { width: 375, height: 760 },
    userAgent: phoneAgent,
    hasTouch: true,
    isMobile: true,
  },
  /** A phone's width in a desktop browser: what the console is on a small screen. */
  narrow: { ...common, viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true },
  desk: { ...common, viewport: { width: 1440, height: 900 } },
}

export type Screen = keyof typeof screens
/** A page with what its browser complained about, which a person with the tools open would see. */
export type Opened = { page: Page; complaints: string[] }
export type Browsing = { open(screen: Screen): Promise<Opened> }

/** One browser for a story file; each `open` is another person's device. */
export function browsing(): Browsing {
  let browser: Browser
  let opened: BrowserContext[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterEach(async ({ task }) => {
    const failed = (task.result?.errors?.length ?? 0) > 0
    for (const [place, context] of opened.entries()) {
      if (failed) for (const page of context.pages()) await keepPicture(page, `${task.name} ${place + 1}`)
      await context.close()
    }
    opened = []
  })
  afterAll(() => browser?.close())

  return {
    async open(screen) {
      const context = await browser.newContext({ ...screens[screen], baseURL: inject('system').address })
      context.setDefaultTimeout(20_000)
      opened.push(context)
      const page = await context.newPage()
      return { page, complaints: listen(page) }
    },
  }
}

/** Errors of scripts, answers of our own server that no story expects, files that are missing. */
function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${page.url()} threw ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(`${page.url()} said ${message.text().slice(0, 400)}`)
  })
  page.on('response', (answer) => {
    const isOurs = answer.url().startsWith(inject('system').address)
    // Without a session the console asks who is there and is told 401: that is how it knows.
    if (isOurs && answer.status() >= 400 && answer.status() !== 401)
      complaints.push(`${page.url()} got ${answer.status()} from ${answer.url()}`)
  })
  return complaints
}

/** What the person saw when a story failed. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(root, 'e2e/.failed')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`)
  await page.screenshot({ path, fullPage: true }).catch(() => undefined)
}
