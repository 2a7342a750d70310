import { addApp } from '../../flows/money/save-app.ts'
import type { AddApp } from '../../flows/money/save-app.ts'
import { addChannelAccount } from '../../flows/money/save-channel-account.ts'
import { mark } from './fill-shelves.ts'
import type { Founded } from './fill-shelves.ts'
import type { Apps } from './shop.ts'

type OpenApp = { appId: string; secret: string }
type WechatMerchant = {
  mchid: string
  merchantSerial: string
  merchantPrivateKeyPem: string
  apiV3Key: string
  platformKeyId: string
  platformPublicKeyPem: string
  platformCertificateSerial: string
  platformCertificatePem: string
}
type AlipayApp = { appId: string; sellerId: string; appPrivateKeyPem: string; alipayPublicKeyPem: string }

const events = ['order.paid', 'card.redeemed', 'refund.succeeded'] as const

/** Both shops without a number of their own share the operator's. */
const operatorNumber = '1900000109'

/** Numbers and apps at the sandbox, and their keys in the vault, as the merchant's people would enter them. */
export async function connectChannels(shop: Founded): Promise<Apps> {
  const { plan, world, parts } = shop
  const { sandbox } = world
  const openApp = (kind: string, name: string) =>
    sandbox.post<OpenApp>('/api/wechat-open/apps', { kind, name })
  const miniProgram = await openApp('mini-program', plan.name)
  const officialAccount = await openApp('official-account', plan.name)
  const wechat = await sandbox.post<WechatMerchant>('/api/wechat-pay/merchants', {
    ...(plan.custody === 'operator' && { mchid: operatorNumber }),
    name: plan.custody === 'operator' ? '芝麻开门' : plan.name,
    appids: [miniProgram.appId, officialAccount.appId],
    keyMode: plan.keyMode,
  })
  const alipay = await sandbox.post<AlipayApp>('/api/alipay/apps', { name: plan.name })

  const { custody } = plan
  const wechatAccount = await addChannelAccount(parts, {
    ...mark(shop),
    name: custody === 'operator' ? '微信支付（平台代收）' : '微信支付',
    custody,
    keys: wechatKeys(wechat, plan.keyMode),
  })
  const { appId, sellerId, appPrivateKeyPem, alipayPublicKeyPem } = alipay
  const alipayAccount = await addChannelAccount(parts, {
    ...mark(shop),
    name: custody === 'operator' ? '支付宝（平台代收）' : '支付宝',
    custody,
    keys: { provider: 'alipay', merchantNumber: sellerId, appId, appPrivateKeyPem, alipayPublicKeyPem },
  })

  const templates = events.map((event) => ({
    event,
    templateId: `${plan.code}-${event.replace('.', '-')}`.padEnd(43, 'x'),
  }))
  const add = (app: Omit<AddApp, 'merchantId' | 'key' | 'actor'>) => addApp(parts, { ...mark(shop), ...app })
  const wechatPay = { channelAccountId: wechatAccount.channelAccountId }
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
    channelAccountId: alipayAccount.channelAccountId,
    templates: [],
  })
  return {
    miniProgramId: miniProgram.appId,
    wechatNumber: wechat.mchid,
    wechatAccountId: wechatAccount.channelAccountId,
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
    apiV3Key: made.apiV3Key,
    platformKeys: [platformKey],
  }
}
