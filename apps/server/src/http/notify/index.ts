import type { Area } from '../area.ts'
import { alipayNotices } from './alipay.ts'
import { wechatPayNotices } from './wechat-pay.ts'

/** Where channels call: each area reads the body as it needs it, in a scope of its own. */
export const notifyAreas: readonly Area[] = [wechatPayNotices, alipayNotices]
