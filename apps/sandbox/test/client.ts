import { createDecipheriv, createSign, createVerify, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Sandbox } from '../src/start.ts'

export type Json = Record<string, any> // oxlint-disable-line typescript/no-explicit-any -- answers of the outside world

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds))

/** The control API. */
export async function control(sandbox: Sandbox, call: string, body?: unknown): Promise<Json> {
  const [method = '', path = ''] = call.split(' ')
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(sandbox.panel + path, { method, ...init })
  const answer = (await response.json()) as Json
  if (!response.ok) throw new Error(`${response.status} ${answer['message']}`)
  return answer
}

export type Received = { headers: IncomingHttpHeaders; body: string; at: number }

/** A merchant's notify address: keeps what comes, answers as told. */
export async function openInbox(answer: (count: number) => { status: number; body?: string }) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString(), at: Date.now() })
      const { status, body } = answer(received.length)
      response.writeHead(status).end(body ?? '')
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/notify`,
    received,
    /** Waits until so many have come. */
    until: async (count: number): Promise<Received[]> => {
      for (let tries = 0; received.length < count && tries < 300; tries++) await sleep(10)
      return received
    },
    close: () => new Promise((resolve) => void server.close(resolve)),
  }
}

export type Inbox = Awaited<ReturnType<typeof openInbox>>

export const sign = (text: string, privateKeyPem: string): string =>
  createSign('RSA-SHA256').update(text).sign(privateKeyPem, 'base64')

export const verify = (text: string, signature: string, keyPem: string): boolean =>
  createVerify('RSA-SHA256').update(text).verify(keyPem, signature, 'base64')

export type Bent = {
  timestamp?: number
  serial?: string
  body?: string
  headers?: Record<string, string | undefined>
}

/** A merchant's own client; `bent` makes one thing of a call wrong. */
export function wechatPayClient(sandbox: Sandbox, merchant: Json) {
  return async (method: string, path: string, content?: unknown, bent: Bent = {}) => {
    const body = content === undefined ? '' : typeof content === 'string' ? content : JSON.stringify(content)
    const timestamp = bent.timestamp ?? Math.floor(Date.now() / 1000)
    const nonce = randomBytes(16).toString('hex')
    const signature = sign(
      `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`,
      merchant['merchantPrivateKeyPem'],
    )
    const claims =
      `mchid="${merchant['mchid']}",nonce_str="${nonce}",signature="${signature}",` +
      `timestamp="${timestamp}",serial_no="${bent.serial ?? merchant['merchantSerial']}"`
    const headers = {
      accept: 'application/json',
      'user-agent': 'sandbox-test',
      'content-type': 'application/json',
      authorization: `WECHATPAY2-SHA256-RSA2048 ${claims}`,
      ...bent.headers,
    }
    const kept = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const sent = bent.body ?? body
    const init = sent === '' ? {} : { body: sent }
    const response = await fetch(sandbox.wechatPay + path, {
      method,
      headers: Object.fromEntries(kept),
      ...init,
    })
    const text = await response.text()
    const json = text === '' ? {} : (JSON.parse(text) as Json)
    return { status: response.status, text, json, headers: response.headers }
  }
}

export type WechatPayClient = ReturnType<typeof wechatPayClient>

/** Whether the five headers of an answer or notice are right for this body; by which key, when it is known. */
export function signedBy(
  merchant: Json,
  body: string,
  header: (name: string) => string | null | undefined,
): 'public-key' | 'certificate' | undefined {
  const text = `${header('wechatpay-timestamp')}\n${header('wechatpay-nonce')}\n${body}\n`
  const serial = header('wechatpay-serial')
  const signature = header('wechatpay-signature') ?? ''
  const key = serial === merchant['platformKeyId'] ? 'public-key' : 'certificate'
  if (key === 'certificate' && serial !== merchant['platformCertificateSerial']) return undefined
  const pem = merchant[key === 'public-key' ? 'platformPublicKeyPem' : 'platformCertificatePem']
  return verify(text, signature, pem) ? key : undefined
}

export const openSealed = (resource: Json, apiV3Key: string): Json =>
  JSON.parse(openSealedText(resource, apiV3Key)) as Json

export function openSealedText(resource: Json, apiV3Key: string): string {
  const whole = Buffer.from(resource['ciphertext'], 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(resource['nonce']))
  decipher.setAAD(Buffer.from(resource['associated_data']))
  decipher.setAuthTag(whole.subarray(-16))
  return Buffer.concat([decipher.update(whole.subarray(0, -16)), decipher.final()]).toString()
}

const pairs = (params: Record<string, string>, without: string[]): string =>
  Object.keys(params)
    .filter((name) => !without.includes(name) && params[name] !== '')
    .toSorted()
    .map((name) => `${name}=${params[name]}`)
    .join('&')

export const shanghaiNow = (at = new Date()): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

export function alipayParams(
  app: Json,
  method: string,
  biz: Json | undefined,
  extra: Record<string, string> = {},
) {
  const params: Record<string, string> = {
    app_id: app['appId'],
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: shanghaiNow(),
    version: '1.0',
    ...(biz === undefined ? {} : { biz_content: JSON.stringify(biz) }),
    ...extra,
  }
  return { ...params, sign: sign(pairs(params, ['sign']), app['appPrivateKeyPem']) }
}

/** Public parameters in the address, the content in the body, as the official library does it. */
export function alipayClient(sandbox: Sandbox, app: Json) {
  return async (method: string, biz?: Json, extra: Record<string, string> = {}) => {
    const { biz_content: content, ...rest }: Record<string, string> = alipayParams(app, method, biz, extra)
    const response = await fetch(`${sandbox.alipay}/gateway.do?${new URLSearchParams(rest)}`, {
      method: 'POST',
      body: new URLSearchParams(content === undefined ? {} : { biz_content: content }),
    })
    return readAlipay(app, response.status, await response.text())
  }
}

/** The signature is over the inner object exactly as it was written. */
export function readAlipay(app: Json, status: number, text: string) {
  const match = /^\{"(\w+)":(.*?)(?:,"alipay_cert_sn":"\w+")?(?:,"sign":"([^"]+)")?\}$/s.exec(text)
  const inner = match?.[2] ?? '{}'
  const signed = match?.[3] !== undefined && verify(inner, match[3], app['alipayPublicKeyPem'])
  return { status, text, key: match?.[1], signed, json: match === null ? {} : (JSON.parse(inner) as Json) }
}

export function isAlipayNotice(app: Json, body: string): boolean {
  const params = Object.fromEntries(new URLSearchParams(body))
  return verify(pairs(params, ['sign', 'sign_type']), params['sign'] ?? '', app['alipayPublicKeyPem'])
}
