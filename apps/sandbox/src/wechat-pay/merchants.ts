import { digits, hex, letters } from '../identifiers.ts'
import { makeKeyPair } from '../keys.ts'
import type { Store } from '../store.ts'
import type { World } from '../world.ts'
import { makeCertificate } from './certificate.ts'
import type { Signer } from './signing.ts'

export const keyModes = ['public-key', 'certificate', 'alternating'] as const
/** What answers and notices are signed with; 'alternating' is the migration from one to the other. */
export type KeyMode = (typeof keyModes)[number]

export const noticeForms = ['v3', 'v2', 'both'] as const
export type NoticeForm = (typeof noticeForms)[number]

/** A merchant that a service provider collects for, and the apps that are bound to it. */
export type SubMerchant = { mchid: string; appids: string[] }

export type Merchant = {
  mchid: string
  name: string
  appids: string[]
  keyMode: KeyMode
  merchantSerial: string
  merchantPrivateKeyPem: string
  merchantPublicKeyPem: string
  /** Shown to APIv2 when something is taken back. */
  merchantCertificatePem: string
  apiV3Key: string
  apiV2Key: string
  platformKeyId: string
  platformPublicKeyPem: string
  platformPrivateKeyPem: string
  /** Whom it collects for as a service provider. */
  subMerchants?: SubMerchant[]
  /** How its console wants to be told of payments and refunds; v3 when absent. */
  noticeForm?: NoticeForm
  /** Counts signatures made, so that 'alternating' really alternates. */
  signatures: number
}

export type Platform = {
  certificateSerial: string
  certificatePem: string
  privateKeyPem: string
  from: string
  until: string
  /** Belongs to nobody: signs the notices "from an unknown key". */
  strangerPrivateKeyPem: string
}

const merchantsIn = (store: Store) => store.collection<Merchant>('wechat-merchant')
const platformIn = (store: Store) => store.collection<Platform>('wechat-platform')

export const findMerchant = (world: World, mchid: string): Merchant | undefined =>
  merchantsIn(world.store).find(mchid)

export const listMerchants = (world: World): Merchant[] => merchantsIn(world.store).latest(500).toReversed()

/** The platform's certificate; `renew` replaces it, as happens every five years. */
export async function platform(world: World, renew = false): Promise<Platform> {
  const existing = platformIn(world.store).find('platform')
  if (existing !== undefined && !renew) return existing
  const [own, stranger] = await Promise.all([makeKeyPair(), makeKeyPair()])
  const certificateSerial = `5${hex(20).slice(1)}`.toUpperCase()
  // Dated by the machine, and years back: it has to be valid for whoever checks it by a clock that was set.
  // A renewal begins a day after what it replaces, so that it is the newer one.
  const first = Date.now() - 3 * 365 * 86_400_000
  const from = new Date(existing === undefined ? first : Date.parse(existing.from) + 86_400_000)
  const until = new Date(from.getTime() + 8 * 365 * 86_400_000)
  const order = { serial: certificateSerial, privateKeyPem: own.privateKeyPem, from, until }
  const made: Platform = {
    certificateSerial,
    certificatePem: makeCertificate(order),
    privateKeyPem: own.privateKeyPem,
    from: from.toISOString(),
    until: until.toISOString(),
    strangerPrivateKeyPem: stranger.privateKeyPem,
  }
  platformIn(world.store).save('platform', made)
  return made
}

export type MerchantDraft = {
  mchid?: string
  name?: string
  appids?: string[]
  keyMode?: KeyMode
  subMerchants?: SubMerchant[]
  noticeForm?: NoticeForm
}

/** Opens a merchant account, or answers with the one that has this mchid, with the new app ids bound too. */
export async function registerMerchant(world: World, draft: MerchantDraft): Promise<Merchant> {
  const existing = draft.mchid === undefined ? undefined : findMerchant(world, draft.mchid)
  const merchant = existing ?? (await makeMerchant(draft.mchid ?? `16${digits(8)}`))
  const again = draft.mchid === undefined ? undefined : findMerchant(world, draft.mchid)
  const kept = again ?? merchant
  const changed: Merchant = {
    ...kept,
    name: draft.name ?? kept.name,
    appids: [...new Set([...kept.appids, ...(draft.appids ?? [])])],
    keyMode: draft.keyMode ?? kept.keyMode,
    subMerchants: draft.subMerchants ?? kept.subMerchants,
    noticeForm: draft.noticeForm ?? kept.noticeForm,
    // A data file of an earlier version has merchants without one.
    apiV2Key: (kept as Partial<Merchant>).apiV2Key ?? letters(32),
    merchantCertificatePem: (kept as Partial<Merchant>).merchantCertificatePem ?? certificateOf(kept),
  }
  merchantsIn(world.store).save(changed.mchid, changed)
  return changed
}

async function makeMerchant(mchid: string): Promise<Merchant> {
  const [own, theirs] = await Promise.all([makeKeyPair(), makeKeyPair()])
  const merchantSerial = `7${hex(20).slice(1)}`.toUpperCase()
  const merchantPrivateKeyPem = own.privateKeyPem
  return {
    mchid,
    name: `商户 ${mchid}`,
    appids: [],
    keyMode: 'public-key',
    merchantSerial,
    merchantPrivateKeyPem,
    merchantPublicKeyPem: own.publicKeyPem,
    merchantCertificatePem: certificateOf({ merchantSerial, merchantPrivateKeyPem }),
    apiV3Key: letters(32),
    apiV2Key: letters(32),
    platformKeyId: `PUB_KEY_ID_01${mchid}${digits(22)}`,
    platformPublicKeyPem: theirs.publicKeyPem,
    platformPrivateKeyPem: theirs.privateKeyPem,
    signatures: 0,
  }
}

/** Dated by the machine, generously: it has to be valid by the clock of whoever checks it. */
function certificateOf(of: Pick<Merchant, 'merchantSerial' | 'merchantPrivateKeyPem'>): string {
  const from = new Date(Date.now() - 3 * 365 * 86_400_000)
  const until = new Date(from.getTime() + 10 * 365 * 86_400_000)
  return makeCertificate({ serial: of.merchantSerial, privateKeyPem: of.merchantPrivateKeyPem, from, until })
}

export function nextSigner(world: World, mchid: string): Signer {
  const merchant = findMerchant(world, mchid)
  if (merchant === undefined) throw new Error(`no merchant ${mchid}`)
  const byKey =
    merchant.keyMode === 'public-key' || (merchant.keyMode === 'alternating' && merchant.signatures % 2 === 0)
  if (merchant.keyMode === 'alternating') {
    merchantsIn(world.store).save(mchid, { ...merchant, signatures: merchant.signatures + 1 })
  }
  if (byKey) return { serial: merchant.platformKeyId, privateKeyPem: merchant.platformPrivateKeyPem }
  const { certificateSerial, privateKeyPem } = knownPlatform(world)
  return { serial: certificateSerial, privateKeyPem }
}

/** The key that belongs to a serial, to open what a merchant sealed with its public half. */
export function platformKeyNamed(world: World, merchant: Merchant, serial: string): string | undefined {
  if (serial === merchant.platformKeyId) return merchant.platformPrivateKeyPem
  const { certificateSerial, privateKeyPem } = knownPlatform(world)
  return serial === certificateSerial ? privateKeyPem : undefined
}

export function stranger(world: World): Signer {
  return { serial: `PUB_KEY_ID_${digits(32)}`, privateKeyPem: knownPlatform(world).strangerPrivateKeyPem }
}

function knownPlatform(world: World): Platform {
  const known = platformIn(world.store).find('platform')
  if (known === undefined) throw new Error('the platform keys are made at start')
  return known
}
