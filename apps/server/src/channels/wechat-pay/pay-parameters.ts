import { createSign } from 'node:crypto'
import { readPrivateKey } from '../keys.ts'
import type { WechatPayAccount } from './account.ts'

/** What JSAPI and `wx.requestPayment` take. */
export type JsapiParameters = {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

export type AppParameters = {
  appid: string
  partnerid: string
  prepayid: string
  package: 'Sign=WXPay'
  noncestr: string
  timestamp: string
  sign: string
}

export type ToSign = { appId: string; prepayId: string; now: Date; nonce: string }

/**
 * A prepay id may be kept for two hours, this signature may not: make it fresh each time it is handed out.
 */
export function jsapiParameters(account: WechatPayAccount, input: ToSign): JsapiParameters {
  const timeStamp = seconds(input.now)
  const prepay = `prepay_id=${input.prepayId}`
  const paySign = sign(account, [input.appId, timeStamp, input.nonce, prepay])
  return {
    appId: input.appId,
    timeStamp,
    nonceStr: input.nonce,
    package: prepay,
    signType: 'RSA',
    paySign,
  }
}

/** An App signs the bare prepay id, unlike JSAPI. */
export function appParameters(account: WechatPayAccount, input: ToSign): AppParameters {
  const timestamp = seconds(input.now)
  return {
    appid: input.appId,
    partnerid: account.partner?.subMchId ?? account.mchId,
    prepayid: input.prepayId,
    package: 'Sign=WXPay',
    noncestr: input.nonce,
    timestamp,
    sign: sign(account, [input.appId, timestamp, input.nonce, input.prepayId]),
  }
}

/**
 * Where the H5 cashier sends the customer afterwards; coming back proves nothing, the order must be asked
 * for.
 */
export function h5Address(h5Url: string, redirectUrl: string): string {
  return `${h5Url}${h5Url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(redirectUrl)}`
}

function sign(account: WechatPayAccount, lines: string[]): string {
  const text = lines.map((line) => `${line}\n`).join('')
  return createSign('RSA-SHA256').update(text).sign(readPrivateKey(account.privateKey), 'base64')
}

function seconds(instant: Date): string {
  return String(Math.floor(instant.getTime() / 1000))
}
