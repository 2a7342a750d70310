import type { SmsPort } from '../channels/sms/port.ts'
import type { Storage } from '../channels/storage/local-disk.ts'
import type { WechatOpen } from '../channels/wechat-open/client.ts'
import type { Db } from '../kernel/db.ts'
import type { Log } from '../kernel/log.ts'
import type { Metrics } from '../kernel/metrics.ts'
import type { Vault } from '../kernel/secrets.ts'
import type { SalesSettings } from '../modules/order/index.ts'

/** What of the configuration the doors need; main's whole Config fits it. */
export type HttpConfig = {
  production: boolean
  stateFolder: string
  http: { publicUrl: string; trustProxy?: string | undefined }
  wechatPay: { baseUrl: string }
  wechatOpen: { baseUrl: string; connectUrl: string }
  alipay: { gatewayUrl: string; authorizeUrl: string }
  sales: SalesSettings
}

/** Everything that routes are given; built by hand in main/compose.ts, or in a test. */
export type Compose = {
  config: HttpConfig
  db: Db
  vault: Vault
  log: Log
  metrics: Metrics
  channels: { sms: SmsPort; wechatOpen: WechatOpen }
  storage: Storage
  /** Answers that do not fit their schema: refused in tests, logged elsewhere. */
  answers: 'refuse' | 'log'
  /** False in tests of anything but the limits themselves. */
  rateLimits: boolean
}
