import { registerApp as registerAlipayApp, listApps as listAlipayApps } from '../alipay/apps.ts'
import type { AlipayApp } from '../alipay/apps.ts'
import { issueAuthCode } from '../alipay/login.ts'
import type { Person } from '../people.ts'
import {
  findMerchant,
  keyModes,
  listMerchants,
  noticeForms,
  platform,
  registerMerchant,
} from '../wechat-pay/merchants.ts'
import type { SubMerchant } from '../wechat-pay/merchants.ts'
import { appKinds, findApp, listApps, registerApp } from '../wechat-open/apps.ts'
import { issueCode } from '../wechat-open/codes.ts'
import { grant } from '../wechat-open/messages.ts'
import type { World } from '../world.ts'
import { Wrong, oneOf, optionalCount, optionalFlag, optionalText, text } from './asked.ts'
import type { Asked } from './asked.ts'

/** The person meant: `personId`, `person` or `mobile`. */
export function personOf(world: World, asked: Asked): Person {
  const key = optionalText(asked, 'personId') ?? optionalText(asked, 'person') ?? text(asked, 'mobile')
  const person = world.people.find(key)
  if (person === undefined) throw new Wrong(`No such person: ${key}`, 404)
  return person
}

export async function postMerchant(world: World, asked: Asked): Promise<unknown> {
  const appid = optionalText(asked, 'appid')
  const given = asked['appids'] ?? []
  if (!Array.isArray(given) || given.some((each) => typeof each !== 'string'))
    throw new Wrong('appids is not a list of texts')
  const merchant = await registerMerchant(world, {
    mchid: optionalText(asked, 'mchid'),
    name: optionalText(asked, 'name'),
    appids: [...(given as string[]), ...(appid === undefined ? [] : [appid])],
    keyMode: asked['keyMode'] === undefined ? undefined : oneOf(asked, 'keyMode', keyModes),
    subMerchants: asked['subMerchants'] === undefined ? undefined : subMerchants(asked['subMerchants']),
    noticeForm: asked['noticeForm'] === undefined ? undefined : oneOf(asked, 'noticeForm', noticeForms),
  })
  return merchantView(world, merchant.mchid)
}

function subMerchants(given: unknown): SubMerchant[] {
  const wrong = new Wrong('subMerchants is not a list of {mchid, appids}')
  if (!Array.isArray(given)) throw wrong
  return given.map((each: unknown) => {
    const { mchid, appids = [] } = (each ?? {}) as { mchid?: unknown; appids?: unknown }
    if (typeof mchid !== 'string' || !Array.isArray(appids)) throw wrong
    return { mchid, appids: appids.map(String) }
  })
}

async function merchantView(world: World, mchid: string): Promise<unknown> {
  const merchant = findMerchant(world, mchid)
  if (merchant === undefined) throw new Wrong(`No such merchant: ${mchid}`, 404)
  const { certificateSerial, certificatePem } = await platform(world)
  return {
    mchid: merchant.mchid,
    name: merchant.name,
    appids: merchant.appids,
    keyMode: merchant.keyMode,
    noticeForm: merchant.noticeForm ?? 'v3',
    subMerchants: merchant.subMerchants ?? [],
    merchantSerial: merchant.merchantSerial,
    merchantPrivateKeyPem: merchant.merchantPrivateKeyPem,
    merchantCertificatePem: merchant.merchantCertificatePem,
    apiV3Key: merchant.apiV3Key,
    apiV2Key: merchant.apiV2Key,
    platformKeyId: merchant.platformKeyId,
    platformPublicKeyPem: merchant.platformPublicKeyPem,
    platformCertificateSerial: certificateSerial,
    platformCertificatePem: certificatePem,
  }
}

export async function getMerchants(world: World): Promise<unknown> {
  return { items: await Promise.all(listMerchants(world).map(({ mchid }) => merchantView(world, mchid))) }
}

/** A new platform certificate, as happens every five years; the old one signs nothing any more. */
export async function postRotation(world: World): Promise<unknown> {
  const { certificateSerial, certificatePem } = await platform(world, true)
  return { platformCertificateSerial: certificateSerial, platformCertificatePem: certificatePem }
}

export function postOpenApp(world: World, asked: Asked): unknown {
  return registerApp(world, {
    kind: oneOf(asked, 'kind', appKinds),
    appId: optionalText(asked, 'appId'),
    secret: optionalText(asked, 'secret'),
    name: optionalText(asked, 'name'),
  })
}

export const getOpenApps = (world: World): unknown => ({ items: listApps(world) })

const alipayView = (app: AlipayApp): unknown => ({
  appId: app.appId,
  name: app.name,
  sellerId: app.sellerId,
  appPrivateKeyPem: app.appPrivateKeyPem,
  alipayPublicKeyPem: app.alipayPublicKeyPem,
  isCertified: app.isCertified,
  appCertificatePem: app.certificates.app,
  alipayCertificatePem: app.certificates.alipay,
  alipayRootCertificatePem: app.certificates.root,
})

export async function postAlipayApp(world: World, asked: Asked): Promise<unknown> {
  return alipayView(
    await registerAlipayApp(world, {
      appId: optionalText(asked, 'appId'),
      sellerId: optionalText(asked, 'sellerId'),
      name: optionalText(asked, 'name'),
      isCertified: optionalFlag(asked, 'isCertified'),
    }),
  )
}

export const getAlipayApps = (world: World): unknown => ({ items: listAlipayApps(world).map(alipayView) })

export function postPerson(world: World, asked: Asked): unknown {
  const mobile = text(asked, 'mobile')
  if (!/^1\d{10}$/.test(mobile)) throw new Wrong('mobile is not a mainland mobile number')
  const person = world.people.register({ name: text(asked, 'name'), mobile }, world.clock.now())
  return { ...person, unionid: world.people.unionidOf(person) }
}

export const getPeople = (world: World): unknown => ({ items: world.people.list() })

/** What wx.login answers for this person, or the phone-number button. */
export function postOpenCode(world: World, asked: Asked, kind: 'login' | 'phone'): unknown {
  const appId = text(asked, 'appId')
  if (findApp(world, appId) === undefined) throw new Wrong(`No such app: ${appId}`, 404)
  return { code: issueCode(world, { kind, appId, person: personOf(world, asked) }) }
}

/** What my.getAuthCode answers for this person. */
export function postAlipayCode(world: World, asked: Asked): unknown {
  const scope = optionalText(asked, 'scope') ?? 'auth_base'
  const code = issueAuthCode(world, { appId: text(asked, 'appId'), person: personOf(world, asked), scope })
  return { code, authCode: code }
}

export function postGrant(world: World, asked: Asked): unknown {
  const appId = text(asked, 'appId')
  const openid = optionalText(asked, 'openid') ?? world.people.openidOf(appId, personOf(world, asked))
  return grant(world, {
    appId,
    openid,
    templateId: text(asked, 'templateId'),
    count: optionalCount(asked, 'count') ?? 1,
  })
}

/** Who this person is to an app: an openid there, and one unionid everywhere. */
export function getIdentity(world: World, query: Asked): unknown {
  const person = personOf(world, query)
  return {
    openid: world.people.openidOf(text(query, 'appId'), person),
    unionid: world.people.unionidOf(person),
  }
}
