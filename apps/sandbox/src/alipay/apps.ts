import { digits } from '../identifiers.ts'
import { makeKeyPair } from '../keys.ts'
import type { World } from '../world.ts'

export type AlipayApp = {
  appId: string
  name: string
  sellerId: string
  appPrivateKeyPem: string
  appPublicKeyPem: string
  alipayPublicKeyPem: string
  alipayPrivateKeyPem: string
}

const appsIn = (world: World) => world.store.collection<AlipayApp>('alipay-app')

export const findApp = (world: World, appId: string): AlipayApp | undefined => appsIn(world).find(appId)
export const listApps = (world: World): AlipayApp[] => appsIn(world).latest(500).toReversed()

/** Opens an app, or answers with the one that has this app id. */
export async function registerApp(
  world: World,
  draft: { appId?: string; sellerId?: string; name?: string },
): Promise<AlipayApp> {
  const existing = draft.appId === undefined ? undefined : findApp(world, draft.appId)
  if (existing !== undefined) return existing
  const [own, theirs] = await Promise.all([makeKeyPair(), makeKeyPair()])
  const appId = draft.appId ?? `2021${digits(12)}`
  const app: AlipayApp = {
    appId,
    name: draft.name ?? `商家 ${appId.slice(-4)}`,
    sellerId: draft.sellerId ?? `2088${digits(12)}`,
    appPrivateKeyPem: own.privateKeyPem,
    appPublicKeyPem: own.publicKeyPem,
    alipayPublicKeyPem: theirs.publicKeyPem,
    alipayPrivateKeyPem: theirs.privateKeyPem,
  }
  appsIn(world).save(appId, app)
  return app
}
