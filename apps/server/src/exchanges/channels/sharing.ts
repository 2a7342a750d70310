import assert from 'node:assert/strict'
import { createProfitSharing } from '../../channels/wechat-pay/profit-sharing.ts'
import type { ProfitSharingPort } from '../../channels/wechat-pay/profit-sharing.ts'
import { openKeys, wechatPayAccountOf } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import type { Parts } from '../parts.ts'

/** Only WeChat Pay shares; who plans a share has seen to it. */
export function openSharing({ vault, config }: Parts, account: ChannelAccount): ProfitSharingPort {
  const keys = openKeys(vault, account)
  assert(keys.provider === 'wechat-pay', 'only WeChat Pay shares')
  const own = wechatPayAccountOf(keys, account.certificates)
  return createProfitSharing(own, { baseUrl: config.wechatPay.baseUrl })
}
