import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settableClock, systemClock } from '../kernel/clock.ts'
import { inGlobal, openDb, openPool } from '../kernel/db.ts'
import { listMerchantIds } from '../modules/merchant/index.ts'
import { compose } from './compose.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { loadDemo, shopPlans } from './demo/load-demo.ts'
import type { DemoLogins } from './demo/logins.ts'
import { ConfigError } from './environment.ts'
import { verifyCommand } from './verify-command.ts'

/** What people can do about a demo that cannot be loaded; anything else is a bug and shows its stack. */
class DemoRefused extends Error {}

const resetHint = '先停下服务，用 npm run reset 清空后再启动；不需要演示数据时设 SESAME_DEMO=off'

async function main(): Promise<number> {
  process.env.TZ = 'Asia/Shanghai'
  const config = readConfig()
  const marker = join(config.stateFolder, 'demo.json')
  if (config.production) throw new DemoRefused('演示数据不能装进生产环境')
  if (existsSync(marker)) {
    console.log('演示数据已经有了')
    return 0
  }
  const begun = performance.now()
  const panelUrl = await findSandbox()
  const logins = await load(config, panelUrl)
  if ((await verify(config)) !== 0) throw new DemoRefused(`账不平，演示数据不可用：${resetHint}`)
  keep(marker, config, logins)
  console.log(`  演示数据已就绪，用了 ${((performance.now() - begun) / 1000).toFixed(1)} 秒`)
  return 0
}

async function findSandbox(): Promise<string> {
  const url = `http://127.0.0.1:${process.env.SANDBOX_PANEL_PORT || 9300}`
  const answer = await fetch(`${url}/api/clock`).catch(() => undefined)
  if (!answer?.ok)
    throw new DemoRefused(`演示数据要在沙箱里付款，但 ${url} 没有沙箱：设 SESAME_DEMO=off 可跳过`)
  return url
}

async function load(config: Config, sandboxPanelUrl: string): Promise<DemoLogins> {
  const now = new Date()
  const channelClock = settableClock(now)
  // Each step of weeks of history would be a line; who sets the level wants to see them.
  const log = process.env.LOG_LEVEL ? config.log : { level: 'error' }
  const parts = compose({ ...config, log }, channelClock, hurried)
  const { queueUrl, setRoles } = config.database
  const role = setRoles.queue ? 'sesame_queue' : undefined
  const queue = openPool(queueUrl, { role, max: 4, statementSeconds: 10, settings: hurried })
  try {
    const merchants = await inGlobal(parts.db, (tx) => listMerchantIds(tx, 'merchant'))
    if (merchants.length > 0) throw new DemoRefused(`数据库里已经有商户，上次可能没有装完：${resetHint}`)
    const say = progress()
    const { logins, counts } = await loadDemo({ parts, channelClock, queue, sandboxPanelUrl, now, say })
    parts.log.info(counts, 'the demo is loaded')
    return logins
  } finally {
    await queue.end()
    await parts.close()
  }
}

/** Half a demo is thrown away as a whole, so nobody waits for the disk after each step. */
const hurried = { synchronous_commit: 'off' }

/** On a screen one line that grows, in a file one line for each tenth. */
function progress(): (percent: number) => void {
  let last = -1
  return (percent) => {
    const step = process.stdout.isTTY ? percent : Math.floor(percent / 10) * 10
    if (step === last) return
    last = step
    const line = `  正在造出演示数据 ${step}%`
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${percent === 100 ? '\n' : ''}`)
    else console.log(line)
  }
}

async function verify({ database }: Config): Promise<number> {
  const { appUrl, reportUrl, setRoles } = database
  const db = openDb({ appUrl, reportUrl, clock: systemClock, connectionsMax: 2, setRoles })
  try {
    return await verifyCommand(db, [], (line) => console.log(`  ${line}`))
  } finally {
    await db.close()
  }
}

/** Written last and at once: where this file is, the demo is whole. */
function keep(marker: string, { http: { publicUrl } }: Config, logins: DemoLogins): void {
  const { password, console: all, customers } = logins
  const printed = ({ audience, loginName, title }: DemoLogins['console'][number]) => {
    const address = `${publicUrl}/login?as=${audience}`
    return { title, address, account: loginName, password }
  }
  const shown = all.filter(
    ({ audience, loginName }) => audience !== 'merchant' || /-(owner|cashier)$/.test(loginName),
  )
  const demo = {
    logins: [
      ...shown.map(printed),
      ...customers.map(({ title, mobile, shop }) => ({
        title,
        address: `${publicUrl}/h5/?shop=${shop}`,
        account: mobile,
        password: '验证码见沙箱面板',
      })),
    ],
    shops: shopPlans.map(({ code, name }) => ({ code, name })),
    ...logins,
  }
  const unfinished = `${marker}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, marker)
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof DemoRefused)) throw error
  console.error(error.message)
  process.exitCode = 1
}
