import type { Static } from '@sesame/contract/schema'
import type { ChannelKeys as ChannelKeysSchema } from '@sesame/contract/channels'

export type Provider = 'wechat-pay' | 'alipay'

/** As they are typed in and as they are sealed; they leave this server only as signatures. */
export type ChannelKeys = Static<typeof ChannelKeysSchema>
export type WechatPayKeys = Extract<ChannelKeys, { provider: 'wechat-pay' }>
export type AlipayKeys = Extract<ChannelKeys, { provider: 'alipay' }>

/** What may be shown of a secret: that it is there, and by what to recognise it. */
export type Fingerprint = { name: string; fingerprint: string; at: string }

export type ChannelAccount = {
  id: string
  provider: Provider
  name: string
  /** Whose number it is: the operator collects on the merchant's behalf, or the merchant for itself. */
  custody: 'operator' | 'own'
  merchantNumber: string
  /** Alipay's app, which is part of the account there; null at WeChat Pay. */
  appId: string | null
  enabled: boolean
  keysSealed: Buffer
  fingerprints: Fingerprint[]
  createdAt: Date
}
