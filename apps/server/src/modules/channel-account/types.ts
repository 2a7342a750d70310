import type { Static } from '@sesame/contract/schema'
import type { ChannelKeys as ChannelKeysSchema } from '@sesame/contract/channels'

export type Provider = 'wechat-pay' | 'alipay'

/** As they are typed in and as they are sealed; they leave this server only as signatures. */
export type ChannelKeys = Static<typeof ChannelKeysSchema>
export type WechatPayKeys = Extract<ChannelKeys, { provider: 'wechat-pay' }>
export type AlipayKeys = Extract<ChannelKeys, { provider: 'alipay' }>

/** What may be shown of a secret: that it is there, and by what to recognise it. */
export type Fingerprint = { name: string; fingerprint: string; at: string }

/** A key that the channel signs with, by the serial that it names in its answers. */
export type PlatformKey = { serial: string; pem: string }

/** What is needed to open the keys of an account: they are sealed for whoever entered them. */
export type KeyHolder = {
  /** The operator's account where the operator collects, the merchant's own otherwise. */
  keyHolderId: string
  keysSealed: Buffer
  /** Certificates that were downloaded, beside the keys that were typed in. */
  certificates: PlatformKey[]
}

/** Whose money it is at the channel, as its notices and answers say. */
export type ChannelNumbers = {
  merchantNumber: string
  /** Alipay's app, which is part of the account there; null at WeChat Pay. */
  appId: string | null
  /** A service provider's merchant, and the provider's own app; null for who pays in its own name. */
  subMerchantNumber: string | null
  partnerAppId: string | null
}

type Saved = KeyHolder &
  ChannelNumbers & {
    id: string
    provider: Provider
    name: string
    enabled: boolean
    fingerprints: Fingerprint[]
    createdAt: Date
  }

export type ChannelAccount = Saved & {
  /** Whose number it is: the operator collects on the merchant's behalf, or the merchant for itself. */
  custody: 'operator' | 'own'
  /** Where the operator collects: its account, which other merchants may use too. */
  operatorAccountId: string | null
}

/** An account of the operator's; a merchant that may use it has a `ChannelAccount` that points to it. */
export type OperatorAccount = Saved
