import { digits, hex } from '../identifiers.ts'
import { makeKeyPair } from '../keys.ts'
import { makeCertificate } from '../wechat-pay/certificate.ts'
import type { World } from '../world.ts'

export type AlipayApp = {
  appId: string
  name: string
  sellerId: string
  appPrivateKeyPem: string
  appPublicKeyPem: string
  alipayPublicKeyPem: string
  alipayPrivateKeyPem: string
  /** Whether its calls have to name their certificates, and answers name theirs. */
  isCertified: boolean
  certificates: AlipayCertificates
}

export type AlipayCertificates = { app: string; alipay: string; root: string }

const appsIn = (world: World) => world.store.collection<AlipayApp>('alipay-app')

export const findApp = (world: World, appId: string): AlipayApp | undefined => appsIn(world).find(appId)
export const listApps = (world: World): AlipayApp[] => appsIn(world).latest(500).toReversed()

/** Opens an app, or answers with the one that has this app id. */
export async function registerApp(
  world: World,
  draft: { appId?: string; sellerId?: string; name?: string; isCertified?: boolean },
): Promise<AlipayApp> {
  const existing = draft.appId === undefined ? undefined : findApp(world, draft.appId)
  if (existing?.certificates !== undefined) return changed(world, existing, draft)
  const [own, theirs, root] = await Promise.all([makeKeyPair(), makeKeyPair(), makeKeyPair()])
  const appId = draft.appId ?? `2021${digits(12)}`
  const app: AlipayApp = {
    appId,
    name: draft.name ?? `商家 ${appId.slice(-4)}`,
    sellerId: draft.sellerId ?? `2088${digits(12)}`,
    appPrivateKeyPem: own.privateKeyPem,
    appPublicKeyPem: own.publicKeyPem,
    alipayPublicKeyPem: theirs.publicKeyPem,
    alipayPrivateKeyPem: theirs.privateKeyPem,
    ...existing,
    isCertified: draft.isCertified ?? false,
    certificates: {
      app: selfSigned(existing?.appPrivateKeyPem ?? own.privateKeyPem),
      alipay: selfSigned(existing?.alipayPrivateKeyPem ?? theirs.privateKeyPem),
      root: selfSigned(root.privateKeyPem),
    },
  }
  appsIn(world).save(appId, app)
  return app
}

function changed(world: World, app: AlipayApp, { isCertified }: { isCertified?: boolean }): AlipayApp {
  if (isCertified === undefined || isCertified === app.isCertified) return app
  const after: AlipayApp = { ...app, isCertified }
  appsIn(world).save(app.appId, after)
  return after
}

/** Dated by the machine, generously: it has to be valid by the clock of whoever checks it. */
function selfSigned(privateKeyPem: string): string {
  const from = new Date(Date.now() - 2 * 365 * 86_400_000)
  const until = new Date(from.getTime() + 5 * 365 * 86_400_000)
  return makeCertificate({ serial: `2${hex(15)}0`, privateKeyPem, from, until })
}
