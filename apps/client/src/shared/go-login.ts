import Taro from '@tarojs/taro'
import { keep, kept } from '../platform'
import { go, goBack } from './go'

const place = 'sesame.after-login'
const added = ['stamp', '$taroTimestamp']

/** To the login; the asking page is kept, for it is gone when a browser comes back from a web authorisation. */
export function goLogin(): void {
  const router = Taro.getCurrentInstance().router
  const params = Object.entries(router?.params ?? {}).filter(([name]) => !added.includes(name))
  const query = params.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')
  const path = (router?.path ?? '').split('?')[0]?.replace(/^\/h5\//, '/') ?? ''
  keep(place, query === '' ? path : `${path}?${query}`)
  go('pages/login')
}

export function goBackAfterLogin(): void {
  const path = kept(place)
  keep(place, '')
  if (path === '' || Taro.getCurrentPages().length > 1) return goBack('me')
  const url = path.startsWith('/') ? path : `/${path}`
  Taro.redirectTo({ url }).catch(() => Taro.switchTab({ url: url.split('?')[0] ?? url }))
}
