/// <reference types="@tarojs/taro" />

declare const API_BASE: string
declare const SHOP_CODE: string

declare module '*.png' {
  const address: string
  export default address
}
declare module '*.svg' {
  const address: string
  export default address
}
declare module '*.scss'

/** Known to page configs at build time only. */
declare const process: { env: { TARO_ENV: 'weapp' | 'alipay' | 'h5' } }
