import { createVerify } from 'node:crypto'
import { ForgedNotification } from '../forged-notification.ts'
import { fieldsOf, textOf } from '../reading.ts'
import { isBase64, openSealed } from './sealed.ts'
import { readContent, type NotificationContent } from './notification-content.ts'
import type { Trust } from './trust.ts'

/** A request as it arrived: header names in lower case as Node gives them, the body's raw bytes. */
export type Signed = {
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

/** `id` is the event's, the same on every repeat: the key of the inbox. */
export type Notification = { id: string; eventType: string } & NotificationContent

const clockToleranceSeconds = 300

/**
 * Verifies, decrypts and reads one WeChat Pay v3 notification. Pure and total: whatever comes in, it gives
 * a notification or throws ForgedNotification. What it says must still match our order (amount, app,
 * merchant).
 */
export function openNotification(trust: Trust, signed: Signed): Notification {
  try {
    checkSignature(trust, signed)
    const envelope = fieldsOf(parseJson(signed.body.toString('utf8'), 'body_malformed'))
    const resource = fieldsOf(envelope.resource, 'resource')
    const plain = openSealed(trust.apiV3Key, resource)
    const content = readable('content_malformed', () => {
      return readContent(textOf(resource, 'original_type'), fieldsOf(parseJson(plain, 'content_malformed')))
    })
    return { id: textOf(envelope, 'id'), eventType: textOf(envelope, 'event_type'), ...content }
  } catch (error) {
    if (error instanceof ForgedNotification) throw error
    throw new ForgedNotification('body_malformed', error instanceof Error ? error.message : '')
  }
}

function checkSignature(trust: Trust, signed: Signed): void {
  const timestamp = header(signed, 'wechatpay-timestamp')
  const nonce = header(signed, 'wechatpay-nonce')
  const serial = header(signed, 'wechatpay-serial')
  const signature = header(signed, 'wechatpay-signature')

  if (!/^\d{1,12}$/.test(timestamp)) throw new ForgedNotification('header_malformed', 'timestamp')
  const ageSeconds = trust.now().getTime() / 1000 - Number(timestamp)
  if (!(Math.abs(ageSeconds) <= clockToleranceSeconds)) throw new ForgedNotification('stale')
  // WeChat sends these now and then to see whether the receiver checks at all; they must be refused.
  if (signature.startsWith('WECHATPAY/SIGNTEST/')) throw new ForgedNotification('signature_probe')

  const key = trust.keyOf(serial)
  if (!key) throw new ForgedNotification('serial_unknown', serial.slice(0, 80))
  if (!isBase64(signature)) throw new ForgedNotification('header_malformed', 'signature')
  const genuine = readable('signature_wrong', () =>
    createVerify('RSA-SHA256')
      .update(`${timestamp}\n${nonce}\n`)
      .update(signed.body)
      .update('\n')
      .verify(key, signature, 'base64'),
  )
  if (!genuine) throw new ForgedNotification('signature_wrong')
}

function header(signed: Signed, name: string): string {
  const value = Object.hasOwn(signed.headers, name) ? signed.headers[name] : undefined
  if (value === undefined || value === '') throw new ForgedNotification('header_missing', name)
  if (typeof value !== 'string') throw new ForgedNotification('header_malformed', name)
  return value
}

function parseJson(text: string, reason: 'body_malformed' | 'content_malformed'): unknown {
  return readable(reason, () => JSON.parse(text) as unknown)
}

function readable<T>(reason: ForgedNotification['reason'], read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof ForgedNotification) throw error
    throw new ForgedNotification(reason, error instanceof Error ? error.message : '')
  }
}
