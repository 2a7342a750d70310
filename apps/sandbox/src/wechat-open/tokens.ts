import { letters } from '../identifiers.ts'
import type { World } from '../world.ts'
import { OpenRefusal } from './answers.ts'
import { findApp, getApp } from './apps.ts'
import type { OpenApp } from './apps.ts'

type Token = { token: string; appId: string; until: string; replaced?: boolean }

const tokensIn = (world: World) => world.store.collection<Token>('wechat-token')
const lifeMs = 7200_000
const graceMs = 5 * 60_000

type StableToken = { grant_type?: unknown; appid?: unknown; secret?: unknown; force_refresh?: unknown }

/** The same token until it is nearly over; a forced one leaves the old one five more minutes. */
export function stableToken(world: World, body: StableToken): { access_token: string; expires_in: number } {
  if (body.grant_type !== 'client_credential') throw new OpenRefusal(40002, 'invalid grant_type')
  const app = getApp(world, String(body.appid ?? ''), String(body.secret ?? ''))
  const now = world.clock.now().getTime()
  const current = currentToken(world, app.appId)
  const leftMs = current === undefined ? 0 : Date.parse(current.until) - now
  if (current !== undefined && leftMs > graceMs && leftMs <= lifeMs && body.force_refresh !== true) {
    return { access_token: current.token, expires_in: Math.floor(leftMs / 1000) }
  }
  if (current !== undefined && leftMs > 0) {
    const until = new Date(Math.min(Date.parse(current.until), now + graceMs)).toISOString()
    tokensIn(world).save(current.token, { ...current, until, replaced: true }, `old:${app.appId}`)
  }
  const token = `9${letters(135)}`
  const until = new Date(now + lifeMs).toISOString()
  tokensIn(world).save(token, { token, appId: app.appId, until }, app.appId)
  return { access_token: token, expires_in: lifeMs / 1000 }
}

const currentToken = (world: World, appId: string): Token | undefined => tokensIn(world).ofOwner(appId).at(-1)

/** Whose call this is, before anybody has checked that it may be made. */
export const appIdOfToken = (world: World, token: string | null): string | undefined =>
  tokensIn(world).find(token ?? '')?.appId

export function appOfToken(world: World, token: string | null): OpenApp {
  const found = tokensIn(world).find(token ?? '')
  const app = found === undefined ? undefined : findApp(world, found.appId)
  if (token === null || token === '') throw new OpenRefusal(41001, 'access_token missing')
  if (found === undefined || app === undefined) {
    throw new OpenRefusal(40001, 'invalid credential, access_token is invalid or not latest')
  }
  if (Date.parse(found.until) <= world.clock.now().getTime())
    throw new OpenRefusal(42001, 'access_token expired')
  if (world.faults.take('invalid-token', { provider: 'wechat-open', merchant: app.appId }) !== undefined) {
    tokensIn(world).remove(found.token)
    throw new OpenRefusal(40001, 'invalid credential, access_token is invalid or not latest')
  }
  return app
}
