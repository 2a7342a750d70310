import type { Storage } from '../channels/storage/local-disk.ts'
import type { WechatOpen } from '../channels/wechat-open/client.ts'
import type { Db } from '../kernel/db.ts'
import type { Log } from '../kernel/log.ts'
import type { Vault } from '../kernel/secrets.ts'

/** What an exchange needs of the world; what routes and jobs are given fits it. */
export type Parts = {
  config: {
    http: { publicUrl: string }
    wechatPay: { baseUrl: string }
    alipay: { gatewayUrl: string }
  }
  db: Db
  vault: Vault
  log: Log
  channels: { wechatOpen: WechatOpen }
  storage: Storage
}
