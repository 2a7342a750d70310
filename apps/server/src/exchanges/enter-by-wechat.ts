import type { Outcome } from '../channels/outcome.ts'
import type { WechatOpen } from '../channels/wechat-open/client.ts'
import { codeToSession, mobileOfCode, webLogin } from '../channels/wechat-open/login.ts'
import type { WechatApp } from '../channels/wechat-open/request.ts'
import { enterByChannel } from '../flows/access/enter.ts'
import type { Entered } from '../flows/access/enter.ts'
import { inMerchant } from '../kernel/db.ts'
import type { Db } from '../kernel/db.ts'
import type { Vault } from '../kernel/secrets.ts'
import type { CustomerCaller } from '../modules/access/index.ts'
import { appNotFound, findApp, secretOf } from '../modules/app/index.ts'
import type { AppKind } from '../modules/app/index.ts'
import { authCodeRefused, channelUnavailable } from '../modules/session/index.ts'

export type WechatParts = { db: Db; vault: Vault; channels: { wechatOpen: WechatOpen } }
type Visit = {
  merchantId: string
  appId: string
  code: string
  /** Whoever is logged in already in this app or browser. */
  current?: CustomerCaller | undefined
  ip: string
  agent: string
}

/** What `wx.login` gave, and what the button for the mobile gave; both are good once. */
export async function enterByMiniProgram(
  parts: WechatParts,
  input: Visit & { phoneCode?: string | undefined },
): Promise<Entered> {
  const app = await readApp(parts, input, 'wechat-mini-program')
  const { wechatOpen } = parts.channels
  const session = readOutcome(await codeToSession(wechatOpen, app, input.code))
  const mobile =
    input.phoneCode === undefined ? undefined : await readMobile(wechatOpen, app, input.phoneCode)
  return enterByChannel(parts, {
    provider: 'wechat',
    appId: app.appId,
    subject: { openId: session.openId },
    unionId: session.unionId,
    knownBy: 'wechat-mini-program',
    mobile,
    current: input.current,
    ip: input.ip,
    agent: input.agent,
  })
}

/** The code that came back from WeChat's page, in a browser inside WeChat. */
export async function enterByOfficialAccount(parts: WechatParts, input: Visit): Promise<Entered> {
  const app = await readApp(parts, input, 'wechat-official-account')
  const login = readOutcome(await webLogin(parts.channels.wechatOpen, app, input.code))
  return enterByChannel(parts, {
    provider: 'wechat',
    appId: app.appId,
    subject: { openId: login.openId },
    unionId: login.unionId,
    knownBy: 'wechat-official-account',
    current: input.current,
    ip: input.ip,
    agent: input.agent,
  })
}

async function readApp(
  { db, vault }: WechatParts,
  { merchantId, appId }: Visit,
  kind: AppKind,
): Promise<WechatApp> {
  const app = await inMerchant(db, merchantId, (tx) => findApp(tx, appId))
  const secret = app?.kind === kind ? secretOf(vault, app) : undefined
  if (secret === undefined) throw appNotFound({ appId })
  return { appId, secret }
}

/** Verified by WeChat; a number from abroad is none that we can know a person by. */
async function readMobile(open: WechatOpen, app: WechatApp, code: string): Promise<string | undefined> {
  const { mobile, countryCode } = readOutcome(await mobileOfCode(open, app, code))
  return countryCode === '86' && /^1[3-9][0-9]{9}$/.test(mobile) ? mobile : undefined
}

function readOutcome<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'ok') return outcome.value
  throw outcome.kind === 'refused' ? authCodeRefused() : channelUnavailable()
}
