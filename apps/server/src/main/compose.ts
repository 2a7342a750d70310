import { createAliyunSms } from '../channels/sms/aliyun.ts'
import { createSmsGateway } from '../channels/sms/http-gateway.ts'
import type { SmsPort } from '../channels/sms/port.ts'
import { createLocalStorage } from '../channels/storage/local-disk.ts'
import { createWechatOpen } from '../channels/wechat-open/client.ts'
import type { Compose } from '../http/compose.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Clock } from '../kernel/clock.ts'
import { openDb } from '../kernel/db.ts'
import { openLog } from '../kernel/log.ts'
import { openMetrics } from '../kernel/metrics.ts'
import { openVault } from '../kernel/secrets.ts'
import { openTokenStore } from '../modules/app/index.ts'
import type { Config } from './config.ts'
import type { SmsConfig } from './config-sms.ts'

/** All wiring, by hand: what the process is made of. `close` ends what was opened here. */
export function compose(
  config: Config,
  clock: Clock = systemClock,
  settings: Readonly<Record<string, string>> = {},
): Compose & { close(): Promise<void> } {
  const { appUrl, reportUrl, setRoles, connectionsMax } = config.database
  const db = openDb({ appUrl, reportUrl, setRoles, connectionsMax, clock, settings })
  const vault = openVault(config.secretKey)
  const now = () => clock.now()
  return {
    config,
    db,
    vault,
    log: openLog(config.log.level),
    metrics: openMetrics(),
    channels: {
      sms: openSms(config.sms),
      wechatOpen: createWechatOpen({
        address: { baseUrl: config.wechatOpen.baseUrl },
        tokens: openTokenStore(db, vault),
        now,
      }),
    },
    storage: createLocalStorage(config.files.folder),
    answers: 'log',
    rateLimits: config.http.rateLimits,
    close: () => db.close(),
  }
}

function openSms(sms: SmsConfig): SmsPort {
  if (sms.provider === 'aliyun') return createAliyunSms(sms)
  return createSmsGateway({ baseUrl: sms.baseUrl, ...(sms.key !== undefined && { bearerToken: sms.key }) })
}
