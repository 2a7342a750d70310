import { downloadCertificates } from '../channels/wechat-pay/certificates.ts'
import {
  beginRefresh,
  failRefresh,
  certificatesNow,
  keepCertificates,
} from '../flows/money/refresh-certificates.ts'
import {
  notWechatPay,
  openKeys,
  refreshTooSoon,
  wechatPayAccountOf,
} from '../modules/channel-account/index.ts'
import type { KeyHolder, PlatformKey } from '../modules/channel-account/index.ts'
import type { Parts } from './parts.ts'

type Refreshed = 'renewed' | 'too-soon' | 'failed' | 'not-wechat-pay'

/** Asks WeChat Pay for the certificates that it signs with; at most once a minute for each account. */
export async function refreshCertificates(parts: Parts, account: KeyHolder): Promise<Refreshed> {
  const { db, vault, config } = parts
  const keys = openKeys(vault, account)
  if (keys.provider !== 'wechat-pay') return 'not-wechat-pay'
  const accountId = account.keyHolderId
  if (!(await beginRefresh(db, accountId))) return 'too-soon'

  const known = wechatPayAccountOf(keys, account.certificates)
  const { baseUrl } = config.wechatPay
  const outcome = await downloadCertificates(known, { baseUrl }, () => db.clock.now())
  if (outcome.kind === 'ok') {
    await keepCertificates(db, accountId, outcome.value)
    return 'renewed'
  }
  const problem = outcome.kind === 'refused' ? `${outcome.code} ${outcome.message}` : outcome.cause
  parts.log.warn({ accountId, problem }, 'the platform certificates could not be downloaded')
  await failRefresh(db, accountId, problem.slice(0, 200))
  return 'failed'
}

/** Somebody pressed the button: what did not work is said. */
export async function refreshByHand(parts: Parts, account: KeyHolder): Promise<void> {
  const refreshed = await refreshCertificates(parts, account)
  if (refreshed === 'not-wechat-pay') throw notWechatPay()
  if (refreshed === 'too-soon') throw refreshTooSoon()
}

/** After keys were saved: who typed in no key of WeChat Pay's gets its certificates now. */
export async function readyCertificates(parts: Parts, account: KeyHolder): Promise<void> {
  const keys = openKeys(parts.vault, account)
  const isReady =
    keys.provider === 'alipay' || keys.platformKeys.length > 0 || account.certificates.length > 0
  if (!isReady) await refreshCertificates(parts, account)
}

/** All certificates there are after asking again; undefined when that brought nothing new. */
export async function renewCertificates(
  parts: Parts,
  account: KeyHolder,
): Promise<PlatformKey[] | undefined> {
  await refreshCertificates(parts, account)
  // Somebody else may have asked at the same moment, so what is there counts and not what we did.
  const now = await certificatesNow(parts.db, account)
  const known = new Set(account.certificates.map(({ serial }) => serial))
  return now.some(({ serial }) => !known.has(serial)) ? now : undefined
}
