import { constants, privateDecrypt } from 'node:crypto'
import type { World } from '../world.ts'
import { checkFields, parseBody, textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import { platformKeyNamed } from './merchants.ts'
import type { Merchant } from './merchants.ts'
import { PayRefusal, invalidRequest, paramError } from './refusal.ts'

type Receiver = { mchid: string; type: string; account: string; name: string; relation: string }

const receiversIn = (world: World) => world.store.collection<Receiver>('wechat-sharing-receiver')
const keyOf = (mchid: string, type: string, account: string) => `${mchid}:${type}:${account}`

export const findReceiver = (world: World, mchid: string, type: string, account: string) =>
  receiversIn(world).find(keyOf(mchid, type, account))

const who: Field[] = [
  { path: '/appid', label: '应用ID', kind: 'text', min: 1, max: 32 },
  { path: '/type', label: '接收方类型', kind: 'text', pattern: /^(MERCHANT_ID|PERSONAL_OPENID)$/ },
  { path: '/account', label: '接收方账号', kind: 'text', min: 1, max: 64 },
]
const relations =
  /^(STORE|STAFF|STORE_OWNER|PARTNER|HEADQUARTER|BRAND|DISTRIBUTOR|USER|SUPPLIER|SERVICE_PROVIDER|CUSTOM)$/

/** Adding one that is there already changes nothing. */
export function addReceiver(
  world: World,
  merchant: Merchant,
  { text, serial }: { text: string; serial: string },
): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, [
    ...who,
    { path: '/name', label: '接收方姓名', kind: 'text', optional: true, max: 1024 },
    { path: '/relation_type', label: '与接收方的关系', kind: 'text', pattern: relations },
  ])
  const [type, account] = named(body)
  checkAccount(world, merchant, body)
  const receiver: Receiver = {
    mchid: merchant.mchid,
    type,
    account,
    name: nameIn(world, merchant, body, serial),
    relation: textAt(body, '/relation_type') ?? '',
  }
  receiversIn(world).save(keyOf(merchant.mchid, type, account), receiver, merchant.mchid)
  return { type, account, relation_type: receiver.relation }
}

export function deleteReceiver(world: World, merchant: Merchant, text: string): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, who)
  const [type, account] = named(body)
  receiversIn(world).remove(keyOf(merchant.mchid, type, account))
  return { type, account }
}

const named = (body: Body) => [textAt(body, '/type') ?? '', textAt(body, '/account') ?? ''] as const

function checkAccount(world: World, merchant: Merchant, body: Body): void {
  const [type, account] = named(body)
  const appid = textAt(body, '/appid') ?? ''
  if (!merchant.appids.includes(appid))
    throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  if (type === 'PERSONAL_OPENID' && world.people.byOpenid(appid, account) === undefined)
    throw paramError('/account', account, '无效的openid')
  if (type === 'MERCHANT_ID' && (!/^\d{8,12}$/.test(account) || account === merchant.mchid))
    throw invalidRequest('分账接收方商户号不存在，或不能是自己')
}

/** A company gives its full name, sealed with the key that the call names. */
function nameIn(world: World, merchant: Merchant, body: Body, serial: string): string {
  const sealed = textAt(body, '/name')
  const [type] = named(body)
  if (sealed === undefined) {
    if (type === 'MERCHANT_ID') throw invalidRequest('分账接收方类型是MERCHANT_ID时，商户全称必填')
    return ''
  }
  const key = platformKeyNamed(world, merchant, serial)
  if (key === undefined) throw paramError('/name', '', 'HTTP头Wechatpay-Serial缺失或不正确，无法解密')
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    return privateDecrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(sealed, 'base64')).toString('utf8')
  } catch {
    throw paramError('/name', '', '商户全称解密失败')
  }
}
