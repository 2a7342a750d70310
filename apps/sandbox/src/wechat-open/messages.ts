import { hex } from '../identifiers.ts'
import type { World } from '../world.ts'
import { OpenRefusal, invalidOpenid } from './answers.ts'
import type { OpenApp } from './apps.ts'

export type SubscribeMessage = {
  id: string
  appId: string
  openid: string
  mobile: string
  templateId: string
  page?: string
  data: Record<string, { value: string }>
  at: string
}

type Grant = { appId: string; openid: string; templateId: string; count: number }

const messagesIn = (world: World) => world.store.collection<SubscribeMessage>('wechat-message')
const grantsIn = (world: World) => world.store.collection<Grant>('wechat-grant')

export const latestMessages = (world: World, limit: number): SubscribeMessage[] =>
  messagesIn(world).latest(limit)
export const latestGrants = (world: World, limit: number): Grant[] => grantsIn(world).latest(limit)

/** The customer ticks "allow" once more: each tick is good for one message. */
export function grant(world: World, more: Grant): Grant {
  const id = `${more.appId}:${more.openid}:${more.templateId}`
  const changed = { ...more, count: (grantsIn(world).find(id)?.count ?? 0) + more.count }
  grantsIn(world).save(id, changed)
  return changed
}

const longest: Record<string, number> = {
  thing: 20,
  number: 32,
  letter: 32,
  symbol: 5,
  character_string: 32,
  phone_number: 17,
  car_number: 8,
  name: 20,
  phrase: 5,
}
const patterns: Record<string, RegExp> = {
  number: /^-?\d+(\.\d+)?$/,
  letter: /^[A-Za-z]+$/,
  character_string: /^[\x20-\x7e]+$/,
  phone_number: /^[0-9+\-() ]+$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  amount: /^[¥￥$]?\d{1,10}(\.\d{1,2})?元?$/,
  date: /^\d{4}([-/.年])\d{1,2}([-/.月])\d{1,2}日?( \d{1,2}:\d{2}(:\d{2})?)?$/,
  time: /^(\d{4}([-/.年])\d{1,2}([-/.月])\d{1,2}日? ?)?\d{1,2}:\d{2}(:\d{2})?$/,
}

export function sendSubscribeMessage(world: World, app: OpenApp, body: Record<string, unknown>): void {
  const openid = String(body['touser'] ?? '')
  const person = world.people.byOpenid(app.appId, openid)
  if (person === undefined) throw invalidOpenid()
  const templateId = String(body['template_id'] ?? '')
  if (!/^[A-Za-z0-9_-]{3,64}$/.test(templateId)) throw new OpenRefusal(40037, 'invalid template_id')
  const page = body['page']
  if (page !== undefined && (typeof page !== 'string' || /^(https?:)?\/\//.test(page))) {
    throw new OpenRefusal(41030, 'invalid page')
  }
  const data = checkContent(body['data'])

  const grantId = `${app.appId}:${openid}:${templateId}`
  const held = grantsIn(world).find(grantId)
  if (held === undefined || held.count < 1) throw new OpenRefusal(43101, 'user refuse to accept the msg')
  grantsIn(world).save(grantId, { ...held, count: held.count - 1 })

  const message: SubscribeMessage = {
    id: hex(12),
    appId: app.appId,
    openid,
    mobile: person.mobile,
    templateId,
    data,
    ...(page === undefined ? {} : { page }),
    at: world.clock.now().toISOString(),
  }
  messagesIn(world).save(message.id, message, person.mobile)
}

function checkContent(data: unknown): Record<string, { value: string }> {
  const invalid = (name: string): OpenRefusal =>
    new OpenRefusal(47003, `argument invalid! data.${name}.value invalid`)
  if (typeof data !== 'object' || data === null || Object.keys(data).length === 0) throw invalid('')

  for (const [name, held] of Object.entries(data)) {
    const kind = /^([a-z_]+?)\d+$/.exec(name)?.[1]
    const value = (held as { value?: unknown } | null)?.value
    if (kind === undefined || (!(kind in longest) && !(kind in patterns))) throw invalid(name)
    if (typeof value !== 'string' || value.trim() === '') throw invalid(name)
    if (Array.from(value).length > (longest[kind] ?? 40) || patterns[kind]?.test(value) === false)
      throw invalid(name)
  }
  return data as Record<string, { value: string }>
}
