import type { WechatPayAddress } from '../../channels/wechat-pay/signed-calls.ts'
import { keptFor } from '../../kernel/batch.ts'
import { alipayAccountOf, openKeys, wechatPayAccountOf } from '../../modules/channel-account/index.ts'
import type { ChannelAccount, KeyHolder, WechatPayKeys } from '../../modules/channel-account/index.ts'
import type { Parts } from '../parts.ts'
import { renewCertificates } from '../refresh-certificates.ts'
import { alipayPort } from './alipay.ts'
import type { ChannelPort } from './port.ts'
import { wechatPort } from './wechat.ts'

export type Patience = { timeoutMilliseconds?: number }

/** Speaks with the channel of an account, with its keys opened for as long as the port lives. */
export function openPort(parts: Parts, account: ChannelAccount, patience?: Patience): ChannelPort {
  return patience ? makePort(parts, account, patience) : portOf(parts)(account)
}

/** Payments that begin together share their account, whose keys are opened and read once. */
const portOf = keptFor((parts: Parts) => keptFor((account: ChannelAccount) => makePort(parts, account, {})))

function makePort(parts: Parts, account: ChannelAccount, patience: Patience): ChannelPort {
  const { config, vault, db } = parts
  const keys = openKeys(vault, account)
  return keys.provider === 'wechat-pay'
    ? wechatPort(wechatPayAccountOf(keys, account.certificates), {
        ...wechatAddressOf(parts, { account, keys }),
        ...patience,
      })
    : alipayPort(alipayAccountOf(keys), { gatewayUrl: config.alipay.gatewayUrl, ...patience }, () =>
        db.clock.now(),
      )
}

/** With new certificates where an answer was signed by one that is not known yet. */
export function wechatAddressOf(
  parts: Parts,
  { account, keys }: { account: KeyHolder; keys: WechatPayKeys },
): WechatPayAddress {
  return {
    baseUrl: parts.config.wechatPay.baseUrl,
    renewKeys: async () => {
      const certificates = await renewCertificates(parts, account)
      return certificates && wechatPayAccountOf(keys, certificates).platformKeys
    },
  }
}

/** Where an account's notices go; the id says whose keys open them, and nothing else. */
export function notifyUrlOf(
  { config }: Pick<Parts, 'config'>,
  account: Pick<ChannelAccount, 'keyHolderId' | 'provider'>,
): string {
  return `${config.http.publicUrl}/notify/${account.provider}/${account.keyHolderId}`
}
