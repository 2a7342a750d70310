import { alipayAccountOf, openKeys, wechatPayAccountOf } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import type { Parts } from '../parts.ts'
import { alipayPort } from './alipay.ts'
import type { ChannelPort } from './port.ts'
import { wechatPort } from './wechat.ts'

export type Patience = { timeoutMilliseconds?: number }

/** Speaks with the channel of an account, with its keys opened for as long as the port lives. */
export function openPort(parts: Parts, account: ChannelAccount, patience: Patience = {}): ChannelPort {
  const { config, vault, db } = parts
  const keys = openKeys(vault, account)
  return keys.provider === 'wechat-pay'
    ? wechatPort(wechatPayAccountOf(keys), { baseUrl: config.wechatPay.baseUrl, ...patience })
    : alipayPort(alipayAccountOf(keys), { gatewayUrl: config.alipay.gatewayUrl, ...patience }, () =>
        db.clock.now(),
      )
}

/** Where an account's notices go; the id says whose they are, and nothing else. */
export function notifyUrlOf(
  { config }: Pick<Parts, 'config'>,
  account: Pick<ChannelAccount, 'id' | 'provider'>,
): string {
  return `${config.http.publicUrl}/notify/${account.provider}/${account.id}`
}
