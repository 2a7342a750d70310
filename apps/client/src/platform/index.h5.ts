import './browser.scss'
import { callWechatBridge, openAlipayTrade, openMerchantTransfer } from './browser-pay'
import { hostApp, payByHost } from './host-app'
import type { Confirmation, Credential, Environment, LoginWay, MiniCode, PayOutcome } from './types'

export { keep, kept } from './storage'
export { scan } from './browser-scan'

const agent = navigator.userAgent
const insideWechat = /MicroMessenger/i.test(agent)
const insideAlipay = /AlipayClient/i.test(agent)
const onPhone = /Android|iPhone|iPad|iPod|Mobile/i.test(agent)
if (insideWechat || insideAlipay) document.body.classList.add('inside-app')

const browser: Environment = onPhone ? 'mobile-browser' : 'browser'
const outside: Environment = hostApp() ? 'app' : browser

export const environment: Environment = insideWechat ? 'wechat' : insideAlipay ? 'alipay' : outside
export const loginWay: LoginWay | null = insideWechat ? 'wechat-oauth' : insideAlipay ? 'alipay-oauth' : null
export const canScan = 'BarcodeDetector' in window && navigator.mediaDevices !== undefined
export const hidesVirtual = false
/** The kind of input that brings up a keyboard of digits. */
export const digitsInput = 'tel' as 'number'

export function miniCode(_phoneCode?: string): Promise<MiniCode> {
  return Promise.reject(new Error('a browser has no login code: it is sent to the web authorisation'))
}

export function appId(): string {
  return ''
}

export async function pay(credential: Credential): Promise<PayOutcome> {
  switch (credential.kind) {
    case 'wechat-jsapi':
      return callWechatBridge(credential)
    case 'alipay-jsapi':
      return openAlipayTrade(credential.tradeNo)
    case 'redirect':
      leaveFor(credential.url)
      return 'leaving'
    case 'qr':
      return 'confirming'
    case 'wechat-app':
    case 'alipay-app':
      return payByHost(credential)
  }
}

export function confirmTransfer(confirmation: Confirmation): Promise<PayOutcome> {
  return openMerchantTransfer(confirmation)
}

export function askForMessages(_templateIds: string[]): Promise<string[]> {
  return Promise.resolve([])
}

/** Where the channel's page sends the browser back to. */
export function returnUrl(path: string): string | undefined {
  return `${location.origin}/h5${path}`
}

export function leaveFor(url: string): void {
  location.assign(url)
}
