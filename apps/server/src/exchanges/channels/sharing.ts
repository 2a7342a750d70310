import assert from 'node:assert/strict'
import { createProfitSharing } from '../../channels/wechat-pay/profit-sharing.ts'
import type { ProfitSharingPort } from '../../channels/wechat-pay/profit-sharing.ts'
import { openKeys, wechatPayAccountOf } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import type { Parts } from '../parts.ts'
import { wechatAddressOf } from './open-port.ts'

/** Only WeChat Pay shares; who plans a share has seen to it. */
export function openSharing(parts: Parts, account: ChannelAccount): ProfitSharingPort {
  const keys = openKeys(parts.vault, account)
  assert(keys.provider === 'wechat-pay', 'only WeChat Pay shares')
  const own = wechatPayAccountOf(keys, account.certificates)
  return createProfitSharing(own, wechatAddressOf(parts, { account, keys }))
}
