import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { startSandbox } from '../../sandbox/src/start.ts'
import type { Sandbox } from '../../sandbox/src/start.ts'
import { createWechatOpen } from '../src/channels/wechat-open/client.ts'
import { addApp } from '../src/flows/money/save-app.ts'
import { addChannelAccount } from '../src/flows/money/save-channel-account.ts'
import { inGlobal, openPool } from '../src/kernel/db.ts'
import type { Fen } from '../src/kernel/money.ts'
import { openTokenStore } from '../src/modules/app/index.ts'
import type { ChannelKeys } from '../src/modules/channel-account/index.ts'
import { identityOf } from '../src/modules/person/index.ts'
import { insertIdentity } from '../src/modules/person/identities.ts'
import type { TestDatabase } from './database.ts'
import { testApp } from './http.ts'
import { grant, grantedAccount } from './operator-accounts.ts'
import { runDueJobs } from './run-due-jobs.ts'
import { customerAt, customerSession } from './sessions.ts'
import { look, newKey, world } from './world.ts'
import type { World } from './world.ts'

export const apps = {
  mini: 'wx00000000000mini',
  official: 'wx000000000000web',
  alipay: '2021000000000001',
}

type WechatMerchant = {
  mchid: string
  merchantSerial: string
  merchantPrivateKeyPem: string
  merchantCertificatePem: string
  apiV3Key: string
  apiV2Key: string
  platformKeyId: string
  platformPublicKeyPem: string
  platformCertificateSerial: string
  platformCertificatePem: string
}
type AlipayApp = { appId: string; sellerId: string; appPrivateKeyPem: string; alipayPublicKeyPem: string }

export type PayStage = Awaited<ReturnType<typeof payStage>>

/** The api with its notify addresses, a queue run by hand, and a sandbox on the same clock: one per test file. */
export async function payStage(db: TestDatabase) {
  const { vault } = await world(db)
  const sandbox = await startSandbox({ dataFile: ':memory:', retryFactor: 0.001, now: () => db.clock.now() })
  const tokens = openTokenStore(db, vault)
  const wechatOpen = createWechatOpen({
    address: { baseUrl: sandbox.wechatOpen },
    tokens,
    now: () => db.clock.now(),
  })
  const { app, parts } = await testApp(db, { vault })
  Object.assign(parts.channels, { wechatOpen })
  parts.config.wechatPay.baseUrl = sandbox.wechatPay
  parts.config.alipay.gatewayUrl = `${sandbox.alipay}/gateway.do`
  parts.config.http.publicUrl = await app.listen({ host: '127.0.0.1', port: 0 })
  const queue = openPool(db.url, { role: 'sesame_queue', max: 2, statementSeconds: 10, plainTypes: true })
  afterAll(async () => {
    await Promise.all([sandbox.close(), queue.end()])
  })

  const control = controlOf(sandbox)
  const wechat = await control<WechatMerchant>('POST', '/api/wechat-pay/merchants', {
    appids: [apps.mini, apps.official],
    keyMode: 'alternating',
  })
  const alipay = await control<AlipayApp>('POST', '/api/alipay/apps', { appId: apps.alipay })
  await control('POST', '/api/wechat-open/apps', {
    kind: 'mini-program',
    appId: apps.mini,
    secret: 's'.repeat(32),
  })

  return {
    app,
    parts,
    sandbox,
    queue,
    control,
    wechat,
    alipay,
    wechatKeys: wechatKeysOf(wechat),
    alipayKeys: alipayKeysOf(alipay),
    runJobs: () => runDueJobs(parts, queue, { jobsMax: 200 }),
    /** The next so many times the sandbox misbehaves in this way. */
    fault: (
      fault: string,
      more: { provider?: string; on?: string; count?: number; milliseconds?: number } = {},
    ) => control('PUT', '/api/faults', { provider: 'wechat-pay', fault, count: 1, ...more }),
    clearFaults: () => control('DELETE', '/api/faults'),
    /** The customer pays in the sandbox, by our number. */
    payFor: async (attempt: { method: string; outTradeNo: string }, outcome = 'success') => {
      const provider = attempt.method.startsWith('alipay') ? 'alipay' : 'wechat-pay'
      await control('POST', '/api/pay', { provider, outTradeNo: attempt.outTradeNo, outcome })
    },
  }
}

function controlOf(sandbox: Sandbox) {
  return async <T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<T> => {
    const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
    const answer = await fetch(new URL(path, sandbox.panel), { method, ...init })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text) as T
  }
}

export const wechatKeysOf = (made: WechatMerchant) => ({
  provider: 'wechat-pay' as const,
  merchantNumber: made.mchid,
  merchantSerial: made.merchantSerial,
  merchantPrivateKeyPem: made.merchantPrivateKeyPem,
  merchantCertificatePem: made.merchantCertificatePem,
  apiV3Key: made.apiV3Key,
  apiV2Key: made.apiV2Key,
  platformKeys: [
    { id: made.platformKeyId, pem: made.platformPublicKeyPem },
    { id: made.platformCertificateSerial, pem: made.platformCertificatePem },
  ],
})

const alipayKeysOf = (made: AlipayApp) => ({
  provider: 'alipay' as const,
  merchantNumber: made.sellerId,
  appId: made.appId,
  appPrivateKeyPem: made.appPrivateKeyPem,
  alipayPublicKeyPem: made.alipayPublicKeyPem,
})

export type Shop = Awaited<ReturnType<typeof payShop>>

export type PayShopOptions = {
  custody?: 'operator' | 'own'
  /** Accounts of the operator's that other shops use too; without them this shop gets some for itself. */
  collecting?: { wechat: string; alipay: string }
  wechatKeys?: Extract<ChannelKeys, { provider: 'wechat-pay' }>
}

/** A merchant with both channels and all apps, a customer known to all of them, and a card for ¥100 to buy. */
export async function payShop(
  stage: PayStage,
  db: TestDatabase,
  { custody = 'operator', collecting, wechatKeys = stage.wechatKeys }: PayShopOptions = {},
) {
  const w = await world(db)
  const { parts } = stage
  const { merchantId } = w
  const account = async (name: string, keys: ChannelKeys) =>
    custody === 'operator'
      ? grantedAccount(parts, { merchantId, name, keys })
      : (await addChannelAccount(parts, { ...w.by(), name, keys })).channelAccountId
  const granted = (operatorAccountId: string) => grant(parts, { merchantId, operatorAccountId })
  const wechatId = collecting ? await granted(collecting.wechat) : await account('微信支付', wechatKeys)
  const alipayId = collecting ? await granted(collecting.alipay) : await account('支付宝', stage.alipayKeys)
  const add = (kind: 'wechat-mini-program' | 'wechat-official-account' | 'alipay-app', appId: string) =>
    addApp(parts, {
      ...w.by(),
      kind,
      name: kind,
      appId,
      ...(kind !== 'alipay-app' && { secret: 's'.repeat(32) }),
      channelAccountId: kind === 'alipay-app' ? alipayId : wechatId,
      templates: kind === 'wechat-mini-program' ? templates : [],
    })
  await add('wechat-mini-program', apps.mini)
  await add('wechat-official-account', apps.official)
  await add('alipay-app', apps.alipay)

  const buyer = await buyerOf(stage, db, w)
  const bundle = await w.bundle(100_00, [{ kind: 'stored-value', valueFen: 100_00, gift: false }])
  const order = (lines = [{ kind: 'card-open' as const, productId: bundle, quantity: 1 }]) =>
    w.place({ source: 'customer-app', customerId: buyer.customerId, sellerId: null, lines })
  const attempts = async (orderId: string): Promise<AttemptRow[]> =>
    look<AttemptRow>(
      db,
      `select id, method, state, out_trade_no as "outTradeNo", amount_fen as "amountFen", polls
       from payment_attempt where order_id = $1 order by created_at, id`,
      [orderId],
    )
  const refunds = (orderId: string) =>
    look<RefundRow>(
      db,
      `select id, state, cause, problem, amount_fen as "amountFen", out_refund_no as "outRefundNo"
       from refund where order_id = $1 order by created_at, id`,
      [orderId],
    )
  return {
    ...w,
    ...buyer,
    wechatId,
    alipayId,
    bundle,
    newBundle: w.bundle,
    newOrder: order,
    attempts,
    refunds,
    until: waiter(stage),
  }
}

const templates = [
  { event: 'order.paid' as const, templateId: 'tmpl-paid' },
  { event: 'refund.succeeded' as const, templateId: 'tmpl-refund' },
]

export type AttemptRow = {
  id: string
  method: string
  state: string
  outTradeNo: string
  amountFen: Fen
  polls: number
}
export type RefundRow = {
  id: string
  state: string
  cause: string
  problem: string | null
  amountFen: Fen
  outRefundNo: string
}

/** Somebody who came in by every app, as the sandbox knows them. */
async function buyerOf(stage: PayStage, db: TestDatabase, w: World) {
  const { token, personId, mobile } = await customerSession(db, w.vault)
  await stage.control('POST', '/api/people', { name: '王小明', mobile })
  for (const [name, appId] of Object.entries(apps)) {
    const path = `/api/identity?appId=${appId}&person=${mobile}`
    const { openid: openId } = await stage.control<{ openid: string }>('GET', path)
    const provider = name === 'alipay' ? ('alipay' as const) : ('wechat' as const)
    const identity = identityOf(w.vault, { provider, appId, subject: { openId } })
    await inGlobal(db, (tx) => insertIdentity(tx, personId, identity))
  }
  const customerId = await customerAt(db, w.vault, { merchantId: w.merchantId, personId })
  return { token, personId, mobile, customerId, payer: { personId, customerId, key: newKey } }
}

/** Notices arrive when they like: looks again until it is so, running what is due in between. */
function waiter(stage: PayStage) {
  return async (what: string, isSo: () => Promise<boolean>, { jobs = false } = {}): Promise<void> => {
    for (let waited = 0; waited < 8000; waited += 25) {
      if (jobs) await stage.runJobs()
      if (await isSo()) return
      await sleep(25)
    }
    throw new Error(`it never came to this: ${what}`)
  }
}
