import { createHmac, randomUUID } from 'node:crypto'
import { callHttp, parseAnswer } from '../http.ts'
import { ok, refused, unknown, type Outcome } from '../outcome.ts'
import { fieldsOf, optionalText } from '../reading.ts'
import type { SmsPort } from './port.ts'

export type AliyunSms = {
  /** https://dysmsapi.aliyuncs.com unless another region or a stand-in is meant. */
  baseUrl: string
  accessKeyId: string
  accessKeySecret: string
  signName: string
  /** Codes of the approved templates (SMS_…) by our own names. */
  templates: Readonly<Record<string, string>>
  timeoutMilliseconds?: number
  now?: () => Date
  nonce?: () => string
}

const timeoutMillisecondsDefault = 5000
const busy = new Set(['isp.SYSTEM_ERROR', 'isp.RAM_PERMISSION_DENY_TIMEOUT', 'ServiceUnavailable'])
const tooMany = new Set(['isv.BUSINESS_LIMIT_CONTROL', 'Throttling', 'Throttling.User'])

/**
 * Alibaba Cloud's SMS (dysmsapi 2017-05-25, SendSms) with the RPC signature, HMAC-SHA1. Written from its
 * documentation, whose worked example is a test; it was not tried against the live service.
 */
export function createAliyunSms(config: AliyunSms): SmsPort {
  return {
    async send(sms) {
      const template = config.templates[sms.template]
      if (!template) return refused('template_missing', `no approved template for ${sms.template}`, 0)
      const parameters = {
        Action: 'SendSms',
        Version: '2017-05-25',
        RegionId: 'cn-hangzhou',
        Format: 'JSON',
        AccessKeyId: config.accessKeyId,
        SignatureMethod: 'HMAC-SHA1',
        SignatureVersion: '1.0',
        SignatureNonce: config.nonce?.() ?? randomUUID(),
        Timestamp: `${(config.now?.() ?? new Date()).toISOString().slice(0, 19)}Z`,
        PhoneNumbers: sms.mobile,
        SignName: config.signName,
        TemplateCode: template,
        TemplateParam: JSON.stringify(sms.parameters),
        OutId: sms.reference,
      }
      const signature = signAliyun('POST', parameters, config.accessKeySecret)
      const outcome = await callHttp({
        url: new URL('/', config.baseUrl),
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: queryOf({ ...parameters, Signature: signature }),
        timeoutMilliseconds: config.timeoutMilliseconds ?? timeoutMillisecondsDefault,
      })
      return outcome.kind === 'ok' ? readAnswer(outcome.value.status, parseAnswer(outcome.value)) : outcome
    },
  }
}

/** Base64 of HMAC-SHA1 over `METHOD&%2F&<encoded sorted query>`, keyed with the secret and an ampersand. */
export function signAliyun(
  method: 'GET' | 'POST',
  parameters: Record<string, string>,
  secret: string,
): string {
  const text = `${method}&${encode('/')}&${encode(queryOf(parameters))}`
  return createHmac('sha1', `${secret}&`).update(text).digest('base64')
}

function readAnswer(status: number, answer: unknown): Outcome<{ messageId: string }> {
  try {
    const fields = fieldsOf(answer)
    const code = optionalText(fields, 'Code') ?? ''
    if (code === 'OK') return ok({ messageId: optionalText(fields, 'BizId') ?? '' })
    if (tooMany.has(code)) return unknown('rate-limited', code, 60)
    if (busy.has(code)) return unknown('server-error', code)
    if (code !== '') return refused(code, optionalText(fields, 'Message') ?? '', status)
  } catch {
    // Falls through: whatever it was, it is not the documented answer.
  }
  return unknown('bad-answer', `HTTP ${status}`)
}

function queryOf(parameters: Record<string, string>): string {
  return Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
    .join('&')
}

/** RFC 3986, which encodes more than encodeURIComponent does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  })
}
