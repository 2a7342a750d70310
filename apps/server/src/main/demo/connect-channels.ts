import assert from 'node:assert/strict'
import { grantOperatorAccount } from '../../flows/money/grant-operator-account.ts'
import { addApp } from '../../flows/money/save-app.ts'
import type { AddApp } from '../../flows/money/save-app.ts'
import { addChannelAccount } from '../../flows/money/save-channel-account.ts'
import { addOperatorAccount } from '../../flows/money/save-operator-account.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import type { ChannelKeys } from '../../modules/channel-account/index.ts'
import { mark } from './fill-shelves.ts'
import type { Founded } from './fill-shelves.ts'
import type { SandboxControl } from './sandbox-control.ts'
import type { Apps, Shop } from './shop.ts'

type OpenApp = { appId: string; secret: string }
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

const events = ['order.paid', 'card.redeemed', 'refund.succeeded'] as const

/** The number of whoever collects for the shops that have none of their own. */
const operatorNumber = '1900000109'

export type Collecting = {
  wechat: WechatMerchant
  alipay: AlipayApp
  accounts: { wechatId: string; alipayId: string }
}

/** The operator's own numbers at both channels, entered once and granted to each shop that needs them. */
export async function openCollecting(
  parts: Shop['parts'],
  sandbox: SandboxControl,
  operator: StaffCaller,
): Promise<Collecting> {
  const wechat = await sandbox.post<WechatMerchant>('/api/wechat-pay/merchants', {
    mchid: operatorNumber,
    name: '芝麻开门',
    keyMode: 'public-key',
  })
  const alipay = await sandbox.post<AlipayApp>('/api/alipay/apps', { name: '芝麻开门' })
  const by = (word: string) => ({
    operatorId: operator.merchantId,
    key: `demo-collecting-${word}`,
    actor: actorOf(operator),
  })
  const add = async (word: string, name: string, keys: ChannelKeys) =>
    (await addOperatorAccount(parts, { ...by(word), name, keys })).operatorAccountId
  const accounts = {
    wechatId: await add('wechat', '微信支付（平台代收）', wechatKeys(wechat, 'public-key')),
    alipayId: await add('alipay', '支付宝（平台代收）', alipayKeys(alipay)),
  }
  return { wechat, alipay, accounts }
}

type Connected = { number: string; alipayAppId: string; wechatAccountId: string; alipayAccountId: string }

/** By the operator's numbers, which this shop may use from now on. */
async function joinCollecting(
  { parts, merchantId, plan }: Founded,
  { wechat, alipay, accounts }: Collecting,
  operator: StaffCaller,
): Promise<Connected> {
  const grant = async (operatorAccountId: string) => {
    const key = `demo-grant-${plan.word}-${operatorAccountId}`
    const asked = { operatorId: operator.merchantId, key, actor: actorOf(operator), operatorAccountId }
    const { channelAccountId } = await grantOperatorAccount(parts.db, { ...asked, merchantId, granted: true })
    assert(channelAccountId, 'what is granted is there')
    return channelAccountId
  }
  return {
    number: wechat.mchid,
    alipayAppId: alipay.appId,
    wechatAccountId: await grant(accounts.wechatId),
    alipayAccountId: await grant(accounts.alipayId),
  }
}

/** With numbers of its own, and their keys in the vault. */
async function enterOwn(shop: Founded): Promise<Connected> {
  const { plan, world, parts } = shop
  const wechat = await world.sandbox.post<WechatMerchant>('/api/wechat-pay/merchants', {
    name: plan.name,
    keyMode: plan.keyMode,
  })
  const alipay = await world.sandbox.post<AlipayApp>('/api/alipay/apps', { name: plan.name })
  const add = async (name: string, keys: ChannelKeys) =>
    (await addChannelAccount(parts, { ...mark(shop), name, keys })).channelAccountId
  return {
    number: wechat.mchid,
    alipayAppId: alipay.appId,
    wechatAccountId: await add('微信支付', wechatKeys(wechat, plan.keyMode)),
    alipayAccountId: await add('支付宝', alipayKeys(alipay)),
  }
}

/** Numbers and apps at the sandbox, as the merchant's people would enter them. */
export async function connectChannels(
  shop: Founded,
  { collecting, operator }: { collecting: Collecting; operator: StaffCaller },
): Promise<Apps> {
  const { plan, world, parts } = shop
  const { sandbox } = world
  const openApp = (kind: string, name: string) =>
    sandbox.post<OpenApp>('/api/wechat-open/apps', { kind, name })
  const miniProgram = await openApp('mini-program', plan.name)
  const officialAccount = await openApp('official-account', plan.name)
  const connected =
    plan.custody === 'operator' ? await joinCollecting(shop, collecting, operator) : await enterOwn(shop)
  const { number: mchid, alipayAppId: appId, wechatAccountId, alipayAccountId } = connected
  await sandbox.post('/api/wechat-pay/merchants', {
    mchid,
    appids: [miniProgram.appId, officialAccount.appId],
  })

  const templates = events.map((event) => ({
    event,
    templateId: `${plan.code}-${event.replace('.', '-')}`.padEnd(43, 'x'),
  }))
  const add = (app: Omit<AddApp, 'merchantId' | 'key' | 'actor'>) => addApp(parts, { ...mark(shop), ...app })
  const wechatPay = { channelAccountId: wechatAccountId }
  await add({
    kind: 'wechat-mini-program',
    name: plan.name,
    ...miniProgramOf(miniProgram),
    ...wechatPay,
    templates,
  })
  await add({
    kind: 'wechat-official-account',
    name: plan.name,
    ...miniProgramOf(officialAccount),
    ...wechatPay,
    templates: [],
  })
  await add({
    kind: 'alipay-app',
    name: plan.name,
    appId,
    channelAccountId: alipayAccountId,
    templates: [],
  })
  return {
    miniProgramId: miniProgram.appId,
    wechatNumber: mchid,
    wechatAccountId,
    alipayAppId: appId,
    templateIds: templates.map(({ templateId }) => templateId),
  }
}

const miniProgramOf = ({ appId, secret }: OpenApp) => ({ appId, secret })

function wechatKeys(made: WechatMerchant, keyMode: 'public-key' | 'certificate') {
  const platformKey =
    keyMode === 'public-key'
      ? { id: made.platformKeyId, pem: made.platformPublicKeyPem }
      : { id: made.platformCertificateSerial, pem: made.platformCertificatePem }
  return {
    provider: 'wechat-pay' as const,
    merchantNumber: made.mchid,
    merchantSerial: made.merchantSerial,
    merchantPrivateKeyPem: made.merchantPrivateKeyPem,
    merchantCertificatePem: made.merchantCertificatePem,
    apiV3Key: made.apiV3Key,
    apiV2Key: made.apiV2Key,
    platformKeys: [platformKey],
  }
}

const alipayKeys = ({ appId, sellerId, appPrivateKeyPem, alipayPublicKeyPem }: AlipayApp) => ({
  provider: 'alipay' as const,
  merchantNumber: sellerId,
  appId,
  appPrivateKeyPem,
  alipayPublicKeyPem,
})
