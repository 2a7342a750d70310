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
