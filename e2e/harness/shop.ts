import { merchantAccess } from '@sesame/contract/access'
import { catalogRoutes } from '@sesame/contract/catalog'
import { channelRoutes } from '@sesame/contract/channels'
import { type Client } from '@sesame/contract/client'
import { operatorRoutes } from '@sesame/contract/operator'
import { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import type { BodyOf } from '@sesame/contract/route'
import { roleRoutes, staffRoutes } from '@sesame/contract/staff'
import { operatorClient, staffClient } from './clients.ts'
import { sandbox, type AlipayApp, type WechatMerchant } from './sandbox.ts'

type ChannelKeys = BodyOf<typeof operatorChannelRoutes.addOperatorAccount>['keys']

export type Login = { loginName: string; password: string }
export type Shop = {
  merchantId: string
  /** The shop's code in addresses and numbers. */
  code: string
  name: string
  owner: Login
  manager: Client
}
export type Catalog = { visitId: string; bundleId: string; valueBundleId: string }
export type Channels = {
  wechat: WechatMerchant
  wechatAccountId: string
  alipay: AlipayApp
  alipayAccountId: string
  /** The operator's own accounts, which the channels' notices are addressed to. */
  addressees: { wechat: string; alipay: string }
}

const password = 'zhima-kaimen-2026'
let count = 0

/** A name that no other story uses, so that all of them can share one Sesame. */
const unique = () => `s${process.pid}x${(count += 1)}`

/** A merchant as the operator registers it; its owner has already chosen a password. */
export async function openShop(name: string): Promise<Shop> {
  const loginName = `owner-${unique()}`
  const operator = await operatorClient()
  const { items: types } = await operator.call(operatorRoutes.listMerchantTypes, {})
  const { merchant, temporaryPassword } = await operator.call(operatorRoutes.addMerchant, {
    body: { name, typeCode: types[0]!.code, adminName: '老板娘', adminLoginName: loginName },
  })
  await choosePassword(loginName, temporaryPassword)
  const manager = await staffClient(loginName, password)
  return { merchantId: merchant.id, code: merchant.code, name, owner: { loginName, password }, manager }
}

/** Somebody at the counter with the preset role of this name. */
export async function hire({ manager }: Shop, name: string, roleName: string): Promise<Login> {
  const loginName = `staff-${unique()}`
  const { items: roles } = await manager.call(roleRoutes.listRoles, {})
  const role = roles.find((one) => one.name === roleName)
  if (!role) throw new Error(`no role ${roleName} among ${roles.map((one) => one.name).join(', ')}`)
  const { temporaryPassword } = await manager.call(staffRoutes.addStaff, {
    body: { name, loginName, roleIds: [role.id] },
  })
  await choosePassword(loginName, temporaryPassword)
  return { loginName, password }
}

async function choosePassword(loginName: string, temporaryPassword: string): Promise<void> {
  const client = await staffClient(loginName, temporaryPassword)
  await client.call(merchantAccess.changePassword, {
    body: { currentPassword: temporaryPassword, newPassword: password },
  })
}

/** One visit for ¥30, ten of them for ¥200, and ¥100 of stored value with ¥20 given. */
export async function fillShelves({ manager }: Shop): Promise<Catalog> {
  const common = { category: '游泳', description: '', imageIds: [], hiddenOnIos: false, position: 0 }
  const add = (body: Parameters<typeof manager.call<typeof catalogRoutes.addProduct>>[1]['body']) =>
    manager.call(catalogRoutes.addProduct, { body })
  const cardType = (name: string, form: 'visits' | 'stored-value') =>
    manager.call(catalogRoutes.addCardType, {
      body: { name, form, faceColor: '#0F7B6C', named: true, notice: '' },
    })

  const visits = await cardType('游泳次卡', 'visits')
  const value = await cardType('储值卡', 'stored-value')
  const visit = await add({
    ...common,
    shape: 'single',
    sells: 'visit',
    name: '单次游泳',
    priceFen: 3000,
    unit: '次',
  })
  const bundle = await add({
    ...common,
    shape: 'bundle',
    name: '游泳十次卡',
    priceFen: 20_000,
    unit: '张',
    cardTypeId: visits.id,
    items: [{ kind: 'visits', productId: visit.id, visits: 10, gift: false }],
  })
  const valueBundle = await add({
    ...common,
    shape: 'bundle',
    name: '储值一百送二十',
    priceFen: 10_000,
    unit: '张',
    cardTypeId: value.id,
    items: [
      { kind: 'stored-value', valueFen: 10_000, gift: false },
      { kind: 'stored-value', valueFen: 2_000, gift: true },
    ],
  })
  for (const { id: productId } of [visit, bundle, valueBundle])
    await manager.call(catalogRoutes.listProduct, { params: { productId } })
  return { visitId: visit.id, bundleId: bundle.id, valueBundleId: valueBundle.id }
}

/** Accounts of the operator's at both channels, granted to the shop, and an official account to pay in the name of. */
export async function connectChannels({ manager, merchantId, name }: Shop): Promise<Channels> {
  const official = await sandbox.wechatApp('official-account', name)
  const wechat = await sandbox.wechatMerchant({ name, appids: [official.appId] })
  const alipay = await sandbox.alipayApp(name)
  const operator = await operatorClient()
  const collect = async (account: string, keys: ChannelKeys) => {
    const { id } = await operator.call(operatorChannelRoutes.addOperatorAccount, {
      body: { name: account, keys },
    })
    const { channelAccountId } = await operator.call(operatorChannelRoutes.saveGrant, {
      params: { operatorAccountId: id, merchantId },
      body: { granted: true },
    })
    return { id, granted: channelAccountId! }
  }
  const { id: wechatAddressee, granted: wechatAccountId } = await collect('微信支付', wechatKeys(wechat))
  const { id: alipayAddressee, granted: alipayAccountId } = await collect('支付宝', {
    provider: 'alipay',
    merchantNumber: alipay.sellerId,
    appId: alipay.appId,
    appPrivateKeyPem: alipay.appPrivateKeyPem,
    alipayPublicKeyPem: alipay.alipayPublicKeyPem,
  })
  await manager.call(channelRoutes.addApp, {
    body: {
      kind: 'wechat-official-account',
      name,
      appId: official.appId,
      secret: official.secret,
      channelAccountId: wechatAccountId,
      templates: [],
    },
  })
  const addressees = { wechat: wechatAddressee, alipay: alipayAddressee }
  return { wechat, wechatAccountId, alipay, alipayAccountId, addressees }
}

export function wechatKeys(merchant: WechatMerchant) {
  return {
    provider: 'wechat-pay' as const,
    merchantNumber: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    merchantPrivateKeyPem: merchant.merchantPrivateKeyPem,
    merchantCertificatePem: merchant.merchantCertificatePem,
    apiV3Key: merchant.apiV3Key,
    apiV2Key: merchant.apiV2Key,
    platformKeys: [{ id: merchant.platformKeyId, pem: merchant.platformPublicKeyPem }],
  }
}
