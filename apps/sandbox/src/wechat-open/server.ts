import { randomBytes } from 'node:crypto'
import { toBuffer } from 'qrcode'
import { json } from '../listen.ts'
import type { Answer, Incoming, Outgoing } from '../listen.ts'
import { routes } from '../routes.ts'
import { spoil } from '../world.ts'
import type { World } from '../world.ts'
import { OpenRefusal, plain, systemBusy } from './answers.ts'
import { getApp } from './apps.ts'
import { redeemCode } from './codes.ts'
import { sendSubscribeMessage } from './messages.ts'
import { uploadShipping } from './shipping.ts'
import { appIdOfToken, appOfToken, stableToken } from './tokens.ts'
import { authorizePage, webAccessToken, webUser } from './web-login.ts'

type Call = { world: World; incoming: Incoming; query: URLSearchParams; body: Record<string, unknown> }
type Operation = (call: Call) => Outgoing | Promise<Outgoing>

const done = { errcode: 0, errmsg: 'ok' }

const match = routes<Operation>({
  'GET /sns/jscode2session': ({ world, query }) => plain(codeToSession(world, query)),
  'GET /sns/oauth2/access_token': ({ world, query }) => plain(webAccessToken(world, query)),
  'GET /sns/userinfo': ({ world, query }) => plain(webUser(world, query)),
  'GET /connect/oauth2/authorize': ({ world, incoming }) => authorizePage(world, incoming),
  'POST /cgi-bin/stable_token': ({ world, body }) => json(200, stableToken(world, body)),
  'POST /cgi-bin/message/subscribe/send': ({ world, query, body }) => {
    sendSubscribeMessage(world, appOfToken(world, query.get('access_token')), body)
    return json(200, done)
  },
  'POST /wxa/business/getuserphonenumber': ({ world, query, body }) =>
    json(200, phoneNumber(world, query, body)),
  'POST /wxa/sec/order/upload_shipping_info': ({ world, query, body }) => {
    uploadShipping(world, appOfToken(world, query.get('access_token')), body)
    return json(200, done)
  },
  'POST /wxa/getwxacodeunlimit': ({ world, query, body }) => miniProgramCode(world, query, body),
})

export async function wechatOpen(world: World, incoming: Incoming): Promise<Answer> {
  const route = match(incoming.method, incoming.path)
  if (route === 'no-path' || route === 'no-method') return { status: 404 }
  const appId = incoming.query.get('appid') ?? appIdOfToken(world, incoming.query.get('access_token'))
  const occasion = { provider: 'wechat-open', merchant: appId ?? '', on: incoming.path } as const
  try {
    if (incoming.path.startsWith('/connect/')) return await route.found(callOf(world, incoming))
    if (world.faults.take('busy', occasion) !== undefined) throw systemBusy()
    if (world.faults.take('rate-limit', occasion) !== undefined) {
      throw new OpenRefusal(45009, 'reach max api daily quota limit')
    }
    const answer = await route.found(callOf(world, incoming))
    return await spoil(world, occasion, answer, () => systemBusy().answer())
  } catch (error) {
    if (error instanceof OpenRefusal) return error.answer()
    throw error
  }
}

function callOf(world: World, incoming: Incoming): Call {
  const call = { world, incoming, query: incoming.query }
  if (incoming.method !== 'POST') return { ...call, body: {} }
  try {
    const body: unknown = JSON.parse(incoming.body)
    if (typeof body === 'object' && body !== null) return { ...call, body: body as Record<string, unknown> }
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new OpenRefusal(47001, 'data format error')
}

function codeToSession(world: World, query: URLSearchParams): Record<string, unknown> {
  const app = getApp(world, query.get('appid'), query.get('secret'))
  if (query.get('grant_type') !== 'authorization_code') throw new OpenRefusal(40002, 'invalid grant_type')
  const { person } = redeemCode(world, query.get('js_code'), { kind: 'login', appId: app.appId })
  return {
    session_key: randomBytes(16).toString('base64'),
    openid: world.people.openidOf(app.appId, person),
    unionid: world.people.unionidOf(person),
  }
}

function phoneNumber(
  world: World,
  query: URLSearchParams,
  body: Record<string, unknown>,
): Record<string, unknown> {
  const app = appOfToken(world, query.get('access_token'))
  const { person } = redeemCode(world, String(body['code'] ?? ''), { kind: 'phone', appId: app.appId })
  const timestamp = Math.floor(world.clock.now().getTime() / 1000)
  return {
    ...done,
    phone_info: {
      phoneNumber: person.mobile,
      purePhoneNumber: person.mobile,
      countryCode: '86',
      watermark: { timestamp, appid: app.appId },
    },
  }
}

/** A plain QR code stands in for the round one; it says which page with which scene it would open. */
async function miniProgramCode(
  world: World,
  query: URLSearchParams,
  body: Record<string, unknown>,
): Promise<Outgoing> {
  const app = appOfToken(world, query.get('access_token'))
  const scene = String(body['scene'] ?? '')
  if (scene.length < 1 || scene.length > 32 || !/^[\w!#$&'()*+,/:;=?@\-.~]+$/.test(scene)) {
    throw new OpenRefusal(40169, 'invalid length for scene, or the data is not json string')
  }
  const page = String(body['page'] ?? 'pages/index/index')
  if (page.startsWith('/')) throw new OpenRefusal(41030, 'invalid page')
  const text = `weixin://dl/business/?appid=${app.appId}&path=${page}&query=${encodeURIComponent(`scene=${scene}`)}`
  const picture = await toBuffer(text, { width: 430 })
  return { status: 200, headers: { 'content-type': 'image/png' }, body: picture }
}
