import { hex } from '../identifiers.ts'
import { json } from '../listen.ts'
import type { Answer, Incoming } from '../listen.ts'
import { spoil } from '../world.ts'
import type { World } from '../world.ts'

export type ShortMessage = {
  id: string
  mobile: string
  text: string
  template?: string
  /** The sender's own number for it: sent again with the same one it is the same message. */
  reference?: string
  at: string
  /** The one-time code in the text, if there is one. */
  code?: string
}

const messagesIn = (world: World) => world.store.collection<ShortMessage>('sms')

export const latestShortMessages = (world: World, limit: number): ShortMessage[] =>
  messagesIn(world).latest(limit)
export const shortMessagesTo = (world: World, mobile: string): ShortMessage[] =>
  messagesIn(world).ofOwner(mobile).toReversed()

export async function sms(world: World, incoming: Incoming): Promise<Answer> {
  if (incoming.path !== '/messages') return json(404, { code: 'NOT_FOUND', message: '没有这个接口' })
  if (incoming.method !== 'POST') return json(405, { code: 'METHOD_NOT_ALLOWED', message: '只接受 POST' })
  const occasion = { provider: 'sms', merchant: '', on: 'send' } as const
  if (world.faults.take('rate-limit', occasion) !== undefined) {
    return json(429, { code: 'LIMIT_EXCEEDED', message: '触发频率限制' })
  }
  if (world.faults.take('busy', occasion) !== undefined)
    return json(500, { code: 'INTERNAL_ERROR', message: '系统繁忙' })

  const body = parse(incoming.body)
  const mobile = body['mobile']
  const text = body['text']
  if (typeof mobile !== 'string' || !/^1\d{10}$/.test(mobile)) {
    return json(400, { code: 'INVALID_MOBILE', message: '手机号格式不正确' })
  }
  if (typeof text !== 'string' || text === '' || text.length > 500) {
    return json(400, { code: 'INVALID_TEXT', message: '短信内容须为 1 至 500 个字' })
  }
  const reference = typeof body['reference'] === 'string' ? body['reference'] : undefined
  const earlier = shortMessagesTo(world, mobile).find(
    (each) => reference !== undefined && each.reference === reference,
  )
  if (earlier !== undefined) return json(200, { id: earlier.id })
  const code = /(?<!\d)\d{4,8}(?!\d)/.exec(text)?.[0]
  const message: ShortMessage = {
    id: hex(12),
    mobile,
    text,
    at: world.clock.now().toISOString(),
    ...(typeof body['template'] === 'string' ? { template: body['template'] } : {}),
    ...(reference === undefined ? {} : { reference }),
    ...(code === undefined ? {} : { code }),
  }
  messagesIn(world).save(message.id, message, mobile)
  return spoil(world, occasion, json(200, { id: message.id }), () =>
    json(500, { code: 'INTERNAL_ERROR', message: '系统繁忙' }),
  )
}

function parse(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
