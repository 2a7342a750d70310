import type { Confirmation, CredentialOf, PayOutcome } from './types'

type Bridge = {
  invoke(name: string, input: object, done: (answer: { err_msg: string }) => void): void
}
type AlipayBridge = {
  call(name: string, input: object, done: (answer: { resultCode: string }) => void): void
}
type BridgeWindow = Window & { WeixinJSBridge?: Bridge; AlipayJSBridge?: AlipayBridge }

const bridgeWaitMilliseconds = 5_000

/** The bridge is put into the page some time after it has loaded. */
function bridgeReady<Name extends 'WeixinJSBridge' | 'AlipayJSBridge'>(
  name: Name,
): Promise<BridgeWindow[Name]> {
  const here = window as BridgeWindow
  if (here[name] !== undefined) return Promise.resolve(here[name])
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), bridgeWaitMilliseconds)
    document.addEventListener(`${name}Ready`, () => {
      clearTimeout(timer)
      resolve(here[name])
    })
  })
}

export async function callWechatBridge(credential: CredentialOf<'wechat-jsapi'>): Promise<PayOutcome> {
  const bridge = await bridgeReady('WeixinJSBridge')
  if (bridge === undefined) return 'failed'
  const { kind: _kind, ...signed } = credential
  return new Promise((resolve) => {
    bridge.invoke('getBrandWCPayRequest', signed, ({ err_msg: message }) => {
      if (message.endsWith(':cancel')) resolve('cancelled')
      else resolve(message.endsWith(':ok') ? 'confirming' : 'failed')
    })
  })
}

export async function openMerchantTransfer(confirmation: Confirmation): Promise<PayOutcome> {
  const bridge = await bridgeReady('WeixinJSBridge')
  if (bridge === undefined) return 'failed'
  return new Promise((resolve) => {
    bridge.invoke('requestMerchantTransfer', confirmation, ({ err_msg: message }) => {
      if (message.endsWith(':cancel')) resolve('cancelled')
      else resolve(message.endsWith(':ok') ? 'confirming' : 'failed')
    })
  })
}

export async function openAlipayTrade(tradeNo: string): Promise<PayOutcome> {
  const bridge = await bridgeReady('AlipayJSBridge')
  if (bridge === undefined) return 'failed'
  return new Promise((resolve) => {
    bridge.call('tradePay', { tradeNO: tradeNo }, ({ resultCode }) => {
      if (resultCode === '6001') resolve('cancelled')
      else resolve(resultCode === '4000' ? 'failed' : 'confirming')
    })
  })
}
