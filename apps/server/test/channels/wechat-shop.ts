import { ForgedNotification } from '../../src/channels/forged-notification.ts'
import { trustOf, type WechatPayAccount } from '../../src/channels/wechat-pay/account.ts'
import { createWechatPay } from '../../src/channels/wechat-pay/client.ts'
import { openNotification, type Notification } from '../../src/channels/wechat-pay/notification.ts'
import type { Prepay, WechatPayPort } from '../../src/channels/wechat-pay/port.ts'
import { newNumber, startStage, type Stage } from './sandbox.ts'

export const appId = 'wx0000000000000001'
export const mobile = '13800000001'

export type WechatShop = {
  stage: Stage
  account: WechatPayAccount
  port: WechatPayPort
  payerOpenId: string
  openAccount(keyMode: string): Promise<WechatPayAccount>
  portOf(owner: WechatPayAccount): WechatPayPort
  /** The same merchant, with little patience. */
  hastyPort: WechatPayPort
  order(change?: Partial<Prepay>): Prepay
  /** An order that the customer has paid; its notice is on its way. */
  paid(): Promise<Prepay>
  /** The next notice, opened; or why it was refused. */
  open(owner?: WechatPayAccount): Promise<Notification | string>
}

type SandboxMerchant = {
  mchid: string
  merchantSerial: string
  merchantPrivateKeyPem: string
  apiV3Key: string
  platformKeyId: string
  platformPublicKeyPem: string
  platformCertificateSerial: string
  platformCertificatePem: string
}

/** A merchant with a mini-program and one customer, at a sandbox of its own. */
export async function openWechatShop(): Promise<WechatShop> {
  const stage = await startStage()
  await stage.control('POST', '/api/people', { name: '王小明', mobile })
  await stage.control('POST', '/api/wechat-open/apps', { kind: 'mini-program', appId })
  const path = `/api/identity?appId=${appId}&person=${mobile}`
  const { openid: payerOpenId } = await stage.control<{ openid: string }>('GET', path)
  const baseUrl = stage.sandbox.wechatPay
  const portOf = (owner: WechatPayAccount) => createWechatPay(owner, { baseUrl })
  const account = await openAccount(stage, 'public-key')
  const port = portOf(account)

  const order = (change: Partial<Prepay> = {}): Prepay => ({
    method: 'mini-program',
    appId,
    outTradeNo: newNumber(),
    amountFen: 10000n,
    description: '十次游泳卡（含教练指导与更衣柜，家庭共享，长期有效，可转赠，可退）',
    notifyUrl: stage.notifyUrl,
    timeExpire: new Date(Date.now() + 30 * 60_000),
    payerOpenId,
    payerIp: '127.0.0.1',
    ...change,
  })

  return {
    stage,
    account,
    port,
    payerOpenId,
    openAccount: (keyMode) => openAccount(stage, keyMode),
    portOf,
    hastyPort: createWechatPay(account, { baseUrl, timeoutMilliseconds: 300 }),
    order,
    async paid() {
      const bought = order()
      const prepaid = await port.prepay(bought)
      if (prepaid.kind !== 'ok') throw new Error(JSON.stringify(prepaid))
      const { outTradeNo } = bought
      await stage.control('POST', '/api/pay', { provider: 'wechat-pay', outTradeNo, outcome: 'success' })
      return bought
    },
    async open(owner = account) {
      const notice = await stage.nextNotice()
      try {
        return openNotification(
          trustOf(owner, () => new Date()),
          notice,
        )
      } catch (error) {
        if (error instanceof ForgedNotification) return error.reason
        throw error
      }
    },
  }
}

async function openAccount(stage: Stage, keyMode: string): Promise<WechatPayAccount> {
  const made = await stage.control<SandboxMerchant>('POST', '/api/wechat-pay/merchants', {
    appid: appId,
    keyMode,
  })
  const publicKey = { serial: made.platformKeyId, pem: made.platformPublicKeyPem }
  const certificate = { serial: made.platformCertificateSerial, pem: made.platformCertificatePem }
  const keys = { 'public-key': [publicKey], certificate: [certificate] }[keyMode] ?? [publicKey, certificate]
  return {
    mchId: made.mchid,
    certificateSerial: made.merchantSerial,
    privateKey: made.merchantPrivateKeyPem,
    apiV3Key: made.apiV3Key,
    platformKeys: keys,
  }
}
