import { hex } from '../identifiers.ts'
import type { World } from '../world.ts'
import { OpenRefusal } from './answers.ts'

export const appKinds = ['mini-program', 'official-account'] as const
export type AppKind = (typeof appKinds)[number]
export type OpenApp = { appId: string; secret: string; kind: AppKind; name: string }

const appsIn = (world: World) => world.store.collection<OpenApp>('wechat-app')

export const findApp = (world: World, appId: string): OpenApp | undefined => appsIn(world).find(appId)
export const listApps = (world: World): OpenApp[] => appsIn(world).latest(500).toReversed()

export type AppDraft = { kind: AppKind; appId?: string; secret?: string; name?: string }

/** Opens an app, or answers with the one that has this app id. */
export function registerApp(world: World, draft: AppDraft): OpenApp {
  const existing = draft.appId === undefined ? undefined : findApp(world, draft.appId)
  const app: OpenApp = {
    appId: draft.appId ?? `wx${hex(8)}`,
    secret: draft.secret ?? existing?.secret ?? hex(16),
    kind: draft.kind,
    name: draft.name ?? existing?.name ?? (draft.kind === 'mini-program' ? '小程序' : '公众号'),
  }
  appsIn(world).save(app.appId, app)
  return app
}

export function getApp(world: World, appId: string | null, secret: string | null): OpenApp {
  const app = findApp(world, appId ?? '')
  if (app === undefined) throw new OpenRefusal(40013, 'invalid appid')
  if (app.secret !== secret) throw new OpenRefusal(40125, 'invalid appsecret')
  return app
}
