import { setTimeout as sleep } from 'node:timers/promises'
import { unknown, type Outcome, type Refused, type Unknown } from '../outcome.ts'
import { textOf, wholeNumber, type Fields } from '../reading.ts'
import { requestOpen, type OpenRequest, type WechatApp, type WechatOpenAddress } from './request.ts'
import type { AccessToken, TokenStore } from './token-store.ts'

export type WechatOpen = {
  /**
   * With the app's access token. A token that WeChat refuses is renewed once, a busy system asked three
   * times.
   */
  call(app: WechatApp, path: string, body: object): Promise<Outcome<Fields>>
  /** Without a token: logins, which carry the app's secret instead. */
  ask(request: OpenRequest): Promise<Outcome<Fields>>
}

export type WechatOpenParts = {
  address: WechatOpenAddress
  tokens: TokenStore
  now?: () => Date
  /** Waits between attempts when the system is busy; tests give shorter ones. */
  pausesMilliseconds?: readonly number[]
}

const tokenCodes = new Set(['40001', '42001', '40014'])
const pausesDefault = [200, 600]
const renewEarlyMilliseconds = 5 * 60_000
const forceGapMilliseconds = 60_000

export function createWechatOpen(parts: WechatOpenParts): WechatOpen {
  const ask = (request: OpenRequest) => askPatiently(parts, request)
  return {
    ask,
    async call(app, path, body) {
      const withToken = (token: string) => ask({ path, query: { access_token: token }, body })
      try {
        const token = await freshToken(parts, app)
        const outcome = await withToken(token)
        if (outcome.kind !== 'refused' || !tokenCodes.has(outcome.code)) return outcome
        const renewed = await replaceToken(parts, app, token)
        return renewed === token ? outcome : await withToken(renewed)
      } catch (error) {
        if (error instanceof NoToken) return error.outcome
        throw error
      }
    },
  }
}

/** -1 means "busy, did nothing": the one answer that may be asked again at once. */
async function askPatiently(parts: WechatOpenParts, request: OpenRequest): Promise<Outcome<Fields>> {
  for (const pause of parts.pausesMilliseconds ?? pausesDefault) {
    const outcome = await requestOpen(parts.address, request)
    if (outcome.kind !== 'unknown' || outcome.detail !== 'errcode -1') return outcome
    await sleep(pause)
  }
  return requestOpen(parts.address, request)
}

async function freshToken(parts: WechatOpenParts, app: WechatApp): Promise<string> {
  const stored = await parts.tokens.get(app.appId)
  if (stored && isFresh(parts, stored)) return stored.token
  const made = await parts.tokens.renew(app.appId, (latest) =>
    latest && isFresh(parts, latest) ? Promise.resolve(latest) : fetchToken(parts, app, false),
  )
  return made.token
}

/** Another process may have renewed it already; forcing comes last, as WeChat allows it 20 times a day. */
async function replaceToken(parts: WechatOpenParts, app: WechatApp, spent: string): Promise<string> {
  const made = await parts.tokens.renew(app.appId, async (latest) => {
    if (latest && latest.token !== spent && isFresh(parts, latest)) return latest
    const offered = await fetchToken(parts, app, false)
    if (offered.token !== spent) return offered
    const forcedAt = latest?.forcedAt
    if (forcedAt && nowOf(parts).getTime() - forcedAt.getTime() < forceGapMilliseconds) {
      throw new NoToken(unknown('rate-limited', 'the token was forced a moment ago', 60))
    }
    return { ...(await fetchToken(parts, app, true)), forcedAt: nowOf(parts) }
  })
  return made.token
}

async function fetchToken(parts: WechatOpenParts, app: WechatApp, force: boolean): Promise<AccessToken> {
  const outcome = await askPatiently(parts, {
    path: '/cgi-bin/stable_token',
    body: {
      grant_type: 'client_credential',
      appid: app.appId,
      secret: app.secret,
      force_refresh: force,
    },
  })
  if (outcome.kind !== 'ok') throw new NoToken(outcome)
  try {
    const lifeSeconds = Number(wholeNumber(outcome.value, 'expires_in'))
    const expiresAt = new Date(nowOf(parts).getTime() + lifeSeconds * 1000)
    return { token: textOf(outcome.value, 'access_token'), expiresAt }
  } catch {
    throw new NoToken(unknown('bad-answer', 'an answer without a token'))
  }
}

/** Renewed five minutes early: for so long WeChat still honours the old one. */
function isFresh(parts: WechatOpenParts, token: AccessToken): boolean {
  return token.expiresAt.getTime() - nowOf(parts).getTime() > renewEarlyMilliseconds
}

function nowOf(parts: WechatOpenParts): Date {
  return parts.now?.() ?? new Date()
}

/** Leaves the token store's lock without storing anything. */
class NoToken extends Error {
  readonly outcome: Refused | Unknown

  constructor(outcome: Refused | Unknown) {
    super('no access token')
    this.outcome = outcome
  }
}
