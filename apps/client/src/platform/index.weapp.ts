import Taro from '@tarojs/taro'
import type { Confirmation, Credential, Environment, LoginWay, MiniCode, PayOutcome } from './types'

export { keep, kept } from './storage'

export const environment: Environment = 'wechat-mini-program'
export const loginWay: LoginWay | null = 'wechat-mini'
export const canScan = true
/** The kind of input that brings up a keyboard of digits. */
export const digitsInput = 'number'

/** Purely virtual goods may not be sold in iOS mini-programs; the merchant marks them. */
export const hidesVirtual = Taro.getSystemInfoSync().platform === 'ios'

export async function miniCode(phoneCode?: string): Promise<MiniCode> {
  const { code } = await Taro.login()
  return { provider: 'wechat', appId: appId(), code, phoneCode }
}

export function appId(): string {
  return Taro.getAccountInfoSync().miniProgram.appId
}

/** With callbacks, since Taro hands this call to WeChat as it is and old clients make no promise of it. */
export function pay(credential: Credential): Promise<PayOutcome> {
  if (credential.kind !== 'wechat-jsapi') return Promise.resolve('failed')
  return new Promise((resolve) => {
    void Taro.requestPayment({
      timeStamp: credential.timeStamp,
      nonceStr: credential.nonceStr,
      package: credential.package,
      signType: credential.signType as keyof Taro.requestPayment.SignType,
      paySign: credential.paySign,
      success: () => resolve('confirming'),
      fail: ({ errMsg }) => resolve(errMsg.includes('cancel') ? 'cancelled' : 'failed'),
    })
  })
}

type RequestMerchantTransfer = Confirmation & { success(): void; fail(problem: { errMsg: string }): void }
declare const wx: { requestMerchantTransfer?(input: RequestMerchantTransfer): void }

/** Clients of before 2025 don't know it; Taro doesn't yet. */
export function confirmTransfer(confirmation: Confirmation): Promise<PayOutcome> {
  return new Promise((resolve) => {
    if (!wx.requestMerchantTransfer) return resolve('failed')
    wx.requestMerchantTransfer({
      ...confirmation,
      success: () => resolve('confirming'),
      fail: ({ errMsg }) => resolve(errMsg.includes('cancel') ? 'cancelled' : 'failed'),
    })
  })
}

/** WeChat lets an app ask right after a payment; each template accepted is good for one message. */
export async function askForMessages(templateIds: string[]): Promise<string[]> {
  if (templateIds.length === 0) return []
  try {
    const input = { tmplIds: templateIds } as unknown as Taro.requestSubscribeMessage.Option
    const answer = (await Taro.requestSubscribeMessage(input)) as unknown as Record<string, string>
    return templateIds.filter((id) => answer[id] === 'accept')
  } catch {
    return []
  }
}

export async function scan(): Promise<string> {
  const { result } = await Taro.scanCode({ onlyFromCamera: false, scanType: ['qrCode', 'barCode'] })
  return result
}

export function returnUrl(_path: string): string | undefined {
  return undefined
}

export function leaveFor(_url: string): void {
  throw new Error('a mini-program is never sent to a web authorisation')
}
