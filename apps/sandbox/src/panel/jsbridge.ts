/**
 * What the WeChat and Alipay clients put into a page they show. Added to a merchant's page it makes a plain
 * browser behave as if the page were open in either: the cashier opens over the page, and the page hears the
 * outcome. A page whose policy forbids frames gets the cashier in a window of its own.
 */
export const jsbridge = (panelUrl: string): string => `(() => {
  const panel = ${JSON.stringify(panelUrl)}
  const open = (url, done) => {
    let cashier
    const frame = document.createElement('iframe')
    frame.src = url
    frame.title = '沙箱收银台'
    frame.style.cssText =
      'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:99999;background:#fff'
    const forbidden = (event) => {
      if (!event.blockedURI.startsWith(panel)) return
      document.removeEventListener('securitypolicyviolation', forbidden)
      frame.remove()
      cashier = window.open(url, 'sandbox-cashier', 'width=420,height=800')
    }
    const hear = (event) => {
      if (event.origin !== panel || event.data?.sesameSandbox !== 'paid') return
      if (event.source !== frame.contentWindow && event.source !== cashier) return
      removeEventListener('message', hear)
      document.removeEventListener('securitypolicyviolation', forbidden)
      frame.remove()
      done(event.data.outcome)
    }
    addEventListener('message', hear)
    document.addEventListener('securitypolicyviolation', forbidden)
    document.body.append(frame)
  }
  const wechat = { success: 'ok', fail: 'fail', cancel: 'cancel' }
  window.WeixinJSBridge ??= {
    invoke(name, params, done) {
      if (name === 'requestMerchantTransfer') {
        const page = panel + '/cashier/wechat/transfer?embed=1&package=' + encodeURIComponent(params.package)
        return open(page, (outcome) => done?.({ err_msg: name + ':' + (wechat[outcome] ?? 'cancel') }))
      }
      if (name !== 'getBrandWCPayRequest') return done?.({ err_msg: name + ':fail no permission' })
      const url = panel + '/cashier/wechat/client?' + new URLSearchParams(params)
      open(url, (outcome) => done?.({ err_msg: 'get_brand_wcpay_request:' + (wechat[outcome] ?? 'cancel') }))
    },
    call() {},
    on() {},
  }
  const alipay = { success: '9000', fail: '4000', cancel: '6001' }
  window.AlipayJSBridge ??= {
    call(name, params, done) {
      if (typeof params === 'function') done = params
      if (name !== 'tradePay') return done?.({ error: 1 })
      const url = panel + '/cashier/alipay/trade?embed=1&trade_no=' + encodeURIComponent(params.tradeNO)
      open(url, (outcome) => done?.({ resultCode: alipay[outcome] ?? '6001' }))
    },
  }
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  document.dispatchEvent(new Event('AlipayJSBridgeReady'))
})()
`
