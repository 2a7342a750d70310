import type { PropsWithChildren } from 'react'
import { useLaunch } from '@tarojs/taro'
import { rememberShopOf } from './shared/shop'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch((launched) => {
    rememberShopOf(launched.query)
  })
  return children
}
