import { constants, privateDecrypt } from 'node:crypto'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { at, numberAt, textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import { platformKeyNamed } from './merchants.ts'
import type { Merchant } from './merchants.ts'
import { invalidRequest, paramError } from './refusal.ts'

export const transferFields: Field[] = [
  { path: '/appid', label: '商户AppID', kind: 'text', min: 1, max: 32 },
  { path: '/out_bill_no', label: '商户单号', kind: 'text', min: 1, max: 32, pattern: /^[0-9A-Za-z]+$/ },
  { path: '/transfer_scene_id', label: '转账场景ID', kind: 'text', min: 1, max: 36 },
  { path: '/openid', label: '收款用户OpenID', kind: 'text', min: 1, max: 64 },
  { path: '/user_name', label: '收款用户姓名', kind: 'text', optional: true, max: 1024 },
  { path: '/transfer_amount', label: '转账金额', kind: 'integer', min: 10, max: 20_000_000 },
  // 32 characters, of three bytes each at most.
  { path: '/transfer_remark', label: '转账备注', kind: 'text', min: 1, max: 96 },
  { path: '/notify_url', label: '通知地址', kind: 'text', optional: true, max: 256 },
]

/** What each scene asks to be told, word by word. */
const reportsOf: Record<string, string[]> = {
  '1000': ['活动名称', '奖励说明'],
  '1005': ['岗位类型', '报酬说明'],
}

const nameFromFen = 200_000
const noNameBelowFen = 30

type Named = { body: Body; serial: string; payee: Person }

/** Refuses what is malformed; answers whether the name, where there is one, is this person's. */
export function checkName(world: World, merchant: Merchant, { body, serial, payee }: Named): boolean {
  checkReports(body)
  const sealed = textAt(body, '/user_name')
  const amount = numberAt(body, '/transfer_amount')
  if (sealed === undefined) {
    if (amount >= nameFromFen) throw invalidRequest('转账金额大于等于2000元时，收款用户姓名必填')
    return true
  }
  if (amount < noNameBelowFen) throw invalidRequest('转账金额小于0.3元时，不允许填写收款用户姓名')
  const key = platformKeyNamed(world, merchant, serial)
  if (key === undefined) throw paramError('/user_name', '', 'HTTP头Wechatpay-Serial缺失或不正确，无法解密')
  return decrypted(sealed, key) === payee.name
}

function decrypted(sealed: string, key: string): string {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    return privateDecrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(sealed, 'base64')).toString('utf8')
  } catch {
    throw paramError('/user_name', '', '收款用户姓名解密失败')
  }
}

function checkReports(body: Body): void {
  const scene = textAt(body, '/transfer_scene_id') ?? ''
  const wanted = reportsOf[scene]
  if (wanted === undefined) throw invalidRequest('商户未开通该转账场景')
  const given = at(body, '/transfer_scene_report_infos')
  const types = Array.isArray(given) ? given.map((one: Body) => one['info_type']) : []
  const contents = Array.isArray(given) ? given.map((one: Body) => String(one['info_content'] ?? '')) : []
  const isRight = wanted.length === types.length && wanted.every((type, index) => types[index] === type)
  if (!isRight || contents.some((content) => content === '' || Array.from(content).length > 32))
    throw invalidRequest(`转账场景报备信息不符合要求，应为：${wanted.join('、')}`)
}
