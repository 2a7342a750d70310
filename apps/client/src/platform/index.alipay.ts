import Taro from '@tarojs/taro'
import type { Confirmation, Credential, Environment, LoginWay, MiniCode, PayOutcome } from './types'

export { keep, kept } from './storage'

type TradePay = { tradeNO: string; success(result: { resultCode: string }): void; fail(): void }
type GetAuthCode = {
  scopes: string
  success(answer: { authCode: string }): void
  fail(problem: unknown): void
}
declare const my: {
  getAuthCode(input: GetAuthCode): void
  getAppIdSync(): { appId: string }
  tradePay(input: TradePay): void
}

export const environment: Environment = 'alipay-mini-program'
export const loginWay: LoginWay | null = 'alipay-mini'
export const canScan = true
/** The kind of input that brings up a keyboard of digits. */
export const digitsInput = 'number'
export const hidesVirtual = false

export function miniCode(): Promise<MiniCode> {
  return new Promise((resolve, reject) => {
    my.getAuthCode({
      scopes: 'auth_base',
      success: ({ authCode }) => resolve({ provider: 'alipay', appId: appId(), code: authCode }),
      fail: reject,
    })
  })
}

export function appId(): string {
  return my.getAppIdSync().appId
}

/** 9000 done, 8000 and 6004 unknown, 6001 cancelled, 4000 failed, 6002 network: what is not clear is confirmed. */
export function pay(credential: Credential): Promise<PayOutcome> {
  if (credential.kind !== 'alipay-jsapi') return Promise.resolve('failed')
  return new Promise((resolve) => {
    my.tradePay({
      tradeNO: credential.tradeNo,
      success: ({ resultCode }) => {
        if (resultCode === '6001') resolve('cancelled')
        else resolve(resultCode === '4000' ? 'failed' : 'confirming')
      },
      fail: () => resolve('confirming'),
    })
  })
}

/** Alipay pays people without asking them. */
export function confirmTransfer(_confirmation: Confirmation): Promise<PayOutcome> {
  return Promise.resolve('failed')
}

export function askForMessages(_templateIds: string[]): Promise<string[]> {
  return Promise.resolve([])
}

export async function scan(): Promise<string> {
  const { result } = await Taro.scanCode({ scanType: ['qrCode', 'barCode'] })
  return result
}

export function returnUrl(_path: string): string | undefined {
  return undefined
}

export function leaveFor(_url: string): void {
  throw new Error('a mini-program is never sent to a web authorisation')
}
