import Taro from '@tarojs/taro'

type Query = Record<string, string | number | undefined>

function address(page: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  return `/${page}/index${text === '' ? '' : `?${text}`}`
}

/** Pages by their folder: `go('pages/product', { id })`. */
export function go(page: string, query?: Query): void {
  void Taro.navigateTo({ url: address(page, query) })
}

export function goInstead(page: string, query?: Query): void {
  void Taro.redirectTo({ url: address(page, query) })
}

export function goTab(tab: 'home' | 'cards' | 'orders' | 'me'): void {
  void Taro.switchTab({ url: address(`pages/${tab}`) })
}

/** Back, or to a tab when this page was opened from outside. */
export function goBack(otherwise: 'home' | 'cards' | 'orders' | 'me' = 'home'): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else goTab(otherwise)
}

export function say(text: string): void {
  void Taro.showToast({ title: text, icon: 'none', duration: 2500 })
}

export async function confirm(title: string, content: string, action: string): Promise<boolean> {
  const answer = await Taro.showModal({ title, content, confirmText: action, confirmColor: '#0F7B6C' })
  return answer.confirm
}
